/** A fault whose message holds no secret value, so that it may be logged. */
export class RotationFault extends Error {
  override readonly name: string = "RotationFault";
}

/** Too little time is left in this call. Secrets Manager retries the rotation, which continues from here. */
export class ContinueLater extends RotationFault {
  override readonly name = "ContinueLater";
  constructor(awaited: string) {
    super(`no time is left to wait until ${awaited}: the next call continues`);
  }
}
