import { rdsCertificateAuthorities } from "../shared/database/certificate-authorities";
import { prepareDatabase } from "./function";

export const handler = prepareDatabase(rdsCertificateAuthorities);
