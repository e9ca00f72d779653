import { rdsCertificateAuthorities } from "../shared/database/certificate-authorities";
import { rotateDatabaseSecret } from "./function";

export const handler = rotateDatabaseSecret(rdsCertificateAuthorities);
