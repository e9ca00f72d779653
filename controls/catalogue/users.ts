import { anyOf, those, type CataloguedControl } from "../control";
import { clientsAreOfOneKind, userDepartureControls, usersAreKnownByEmail } from "../rules/users";
import { weakerValueControls } from "../rules/weaker-values";

/** User pools and their clients. */
export const users: readonly CataloguedControl[] = [
  {
    id: "users-are-known-by-email",
    sentence: "Users sign in by a verified e-mail address.",
    layers: ["identity"],
    check: usersAreKnownByEmail,
  },
  {
    id: "clients-are-of-one-kind",
    sentence: "A client has one grant, and sends tokens to exact addresses alone.",
    layers: ["identity"],
    check: clientsAreOfOneKind,
  },
  {
    id: "users-are-invited",
    sentence: "Only administrators create accounts.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".selfSignUp")),
  },
  {
    id: "passwords-are-long",
    sentence: "A password has at least 12 characters.",
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
    sentence: "A temporary password is valid for at most 7 days.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".temporaryPasswordDays")),
  },
  {
    id: "users-have-a-second-factor",
    sentence: "A user pool requires or offers a second factor.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".mfa")),
  },
  {
    id: "passkeys-ask-who-holds-the-device",
    sentence: "A passkey requires its device to verify the user.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".passkeys.userVerification")),
  },
  {
    id: "threats-are-acted-on",
    sentence: "Threat protection of a user pool is enforced, and not only audited.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".threatProtection.mode")),
  },
  {
    id: "risky-sign-ins-are-answered",
    sentence: "A user pool that enforces threat protection has a response to risky sign-ins.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".threatProtection.accountTakeover")),
  },
  {
    id: "risky-sign-ins-are-stopped",
    sentence: "A sign-in of high risk is blocked, or requires a second factor.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".accountTakeover.high")),
  },
  {
    id: "users-hear-of-risky-sign-ins",
    sentence: "The user is notified of a sign-in of high risk.",
    layers: ["identity"],
    ...anyOf(those(weakerValueControls, ".accountTakeover.notifyUser")),
  },
  {
    id: "tokens-end-soon",
    sentence: "Access and ID tokens last at most 15 minutes, and refresh tokens at most 30 days.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".accessTokenMinutes", ".idTokenMinutes", ".refreshTokenHours")),
  },
  {
    id: "refresh-tokens-rotate",
    sentence: "Each use of a refresh token replaces the refresh token.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".refreshTokenRotation")),
  },
  {
    id: "client-secrets-are-in-encrypted-state",
    sentence: "No state on a local disk has the secret of a client.",
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
    sentence: "No client allows a flow with the user's password, USER_PASSWORD_AUTH.",
    layers: ["identity"],
    ...anyOf(those(userDepartureControls, ".passwordSignIn")),
  },
];
