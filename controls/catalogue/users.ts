import { anyOf, those, type CataloguedControl } from "../control";
import { clientsAreOfOneKind, userDepartureControls, usersAreKnownByEmail } from "../rules/users";
import { weakerValueControls } from "../rules/weaker-values";

/** User pools and their clients. */
export const users: readonly CataloguedControl[] = [
  {
    id: "users-are-known-by-email",
    sentence: "Users sign in by an e-mail address that they have proved.",
    layers: ["identity"],
    check: usersAreKnownByEmail,
  },
  {
    id: "clients-are-of-one-kind",
    sentence: "A client has the grant of one kind of program, and hands tokens to exact addresses alone.",
    layers: ["identity"],
    check: clientsAreOfOneKind,
  },
  {
    id: "users-are-invited",
    sentence: "Administrators alone make accounts.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".selfSignUp")),
  },
  {
    id: "passwords-are-long",
    sentence: "A password has 12 characters at least.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".password.minimumLength")),
  },
  {
    id: "passwords-are-new",
    sentence: "A user pool refuses a user's former password.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".password.history")),
  },
  {
    id: "invitations-end-within-a-week",
    sentence: "A temporary password is valid for 7 days at most.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".temporaryPasswordDays")),
  },
  {
    id: "users-have-a-second-factor",
    sentence: "A user pool asks for a second factor, or offers one.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".mfa")),
  },
  {
    id: "passkeys-ask-who-holds-the-device",
    sentence: "A passkey asks its device to verify the user.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".passkeys.userVerification")),
  },
  {
    id: "threats-are-acted-on",
    sentence: "Threat protection of a user pool acts, and does not measure alone.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".threatProtection.mode")),
  },
  {
    id: "risky-sign-ins-are-answered",
    sentence: "A user pool that acts on threats says what happens at a risky sign-in.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".threatProtection.accountTakeover")),
  },
  {
    id: "risky-sign-ins-are-stopped",
    sentence: "A sign-in of high risk is blocked, or asked for a second factor.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".accountTakeover.high")),
  },
  {
    id: "users-hear-of-risky-sign-ins",
    sentence: "The user is told of a sign-in of high risk.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".accountTakeover.notifyUser")),
  },
  {
    id: "tokens-end-soon",
    sentence: "Access and ID tokens last 15 minutes at most, and refresh tokens 30 days.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".accessTokenMinutes", ".idTokenMinutes", ".refreshTokenHours")),
  },
  {
    id: "refresh-tokens-rotate",
    sentence: "A refresh token is replaced by each use.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".refreshTokenRotation")),
  },
  {
    id: "client-secrets-are-in-encrypted-state",
    sentence: "The secret of a client is in no state on a local disk.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".secretInLocalState")),
  },
  {
    id: "no-client-hands-tokens-to-the-browser",
    sentence: "No client uses the implicit grant.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".legacyImplicit")),
  },
  {
    id: "no-client-takes-passwords",
    sentence: "No client takes passwords itself.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".passwordSignIn")),
  },
];
