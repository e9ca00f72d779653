type Call = readonly [command: string, input: Readonly<Record<string, unknown>>];

/** A client of AWS that asks a function instead, and keeps what it was asked for. */
export function clientThat(answer: (command: string, input: Call[1]) => unknown) {
  const calls: Call[] = [];
  return {
    calls,
    send: (command: { readonly input: Call[1] }) => {
      const { name } = command.constructor;
      calls.push([name, command.input]);
      return new Promise((resolve) => {
        resolve(answer(name, command.input));
      });
    },
  };
}

export function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
