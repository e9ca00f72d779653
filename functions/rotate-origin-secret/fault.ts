/** What went wrong, in words that have no value in them, so that they may be logged. */
export class RotationFault extends Error {
  override readonly name: string = "RotationFault";
}

/** There is too little time left in this call: Secrets Manager calls the rotation again, which goes on from here. */
export class ContinueLater extends RotationFault {
  override readonly name = "ContinueLater";
  constructor(awaited: string) {
    super(`no time is left to wait until ${awaited}: it goes on when it is called again`);
  }
}
