import { rdsCertificateAuthorities } from "../shared/database/certificate-authorities";
import { queryPlayer } from "./function";

export const handler = queryPlayer(rdsCertificateAuthorities);
