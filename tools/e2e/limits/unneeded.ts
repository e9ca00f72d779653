import { emulatorVersions, sentence, type EmulatorName, type Limit } from "./limit";

/**
 * What is wrong with the list itself, a sentence each: a line that nothing in any environment needs any longer, or
 * that was measured with another version than the one that runs. An emulator of one version does not change, so that
 * a line can become needless only by a change of the product, which is then seen, or by another version, with which
 * every line has to be measured anew.
 *
 * @param used the lines that took something out of the copy, or that a second plan's difference came under
 */
export function unneededLimits(limits: readonly Limit[], used: ReadonlySet<Limit>): string[] {
  return limits.flatMap((limit) => {
    const [name = "", version] = limit.emulator.split(" ");
    const running = emulatorVersions[name as EmulatorName];
    if (version !== running) return [`${sentence(limit)} was measured with another version than ${name} ${running}`];
    return used.has(limit) ? [] : [`${sentence(limit)} is no longer needed: remove the line`];
  });
}
