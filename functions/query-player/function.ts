import { DatabaseFault, type DatabaseAddress, type Login } from "../shared/database/connection";
import { keptLogin } from "../shared/database/login-reader";
import { loginOf, readUserSecret } from "../shared/database/secret-value";
import { secretOf } from "../shared/database/secrets-manager";
import { observed } from "../shared/observed";
import { readableByPages } from "../shared/pages";
import { answerOf, badRequest, playerOf, unavailable, type Answer } from "./answer";
import { readVariables, type QueryPlayerVariables } from "./environment";
import { databaseToken } from "./database-token";
import { playersOf, type Players } from "./players";

/**
 * The function behind `GET /?id=1`. Its log has neither the id nor what was found.
 *
 * @param authoritiesOf the certificate authorities of the databases of a region
 */
export function queryPlayer(authoritiesOf: (region: string) => readonly string[]) {
  let players: Players | undefined;
  const reply = (answer: Answer) => readableByPages(answer, process.env);
  return observed<unknown, Answer>(async (event, { logger, count }) => {
    const id = playerOf(event);
    if (id === undefined) {
      logger.info("refused");
      count("BadRequest");
      return reply(badRequest);
    }
    try {
      players ??= playersFor(authoritiesOf, () => {
        count("LoginRefused");
      });
      const names = await players(id);
      logger.info("answered", { found: names.length });
      count("Answered");
      return reply(answerOf(names));
    } catch (error) {
      logger.error("cannot query the database", {
        reason: error instanceof DatabaseFault ? error.code : (error as Error).name,
      });
      count("CannotAsk");
      return reply(unavailable);
    }
  });
}

function playersFor(authoritiesOf: (region: string) => readonly string[], refused: () => void): Players {
  const variables = readVariables(process.env);
  const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_NAME: database, AWS_REGION: region } = variables;
  const address = { host, port: Number(port), certificateAuthorities: authoritiesOf(region) };
  return playersOf({ address, database, readLogin: keptLogin(loginSource(variables, address, region)), refused });
}

function loginSource(variables: QueryPlayerVariables, { host, port }: DatabaseAddress, region: string) {
  if (variables.READER === "iam") {
    const user = variables.READER_NAME;
    const password = () => databaseToken({ host, port, user, region }, process.env, new Date());
    return (): Promise<Login> => Promise.resolve({ user, password });
  }
  const secret = secretOf(variables.READER_SECRET_ARN);
  return async (): Promise<Login> => {
    const value = await secret.read({ stage: "AWSCURRENT" });
    if (value === undefined) throw new Error("the reader's secret has no value yet");
    return loginOf(readUserSecret(value));
  };
}
