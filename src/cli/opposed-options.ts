import type { Command, Option } from 'commander';

const oppose = (command: Command, yes: Option, no: Option): void => {
  const given = new Set<Option>();
  for (const option of [yes, no])
    command.on(`option:${option.name()}`, () => {
      given.add(option);
      if (given.size === 2)
        command.error(`error: option '${yes.flags}' cannot be used with option '${no.flags}': give one of the two`);
    });
};

/** Refuse an option beside the one that takes it back, `--x` beside `--no-x`, on every command and those inside it. */
export const refuseOpposed = (parent: Command): void => {
  for (const command of parent.commands) {
    for (const no of command.options.filter(({ negate }) => negate)) {
      const yes = command.options.find((one) => !one.negate && one.attributeName() === no.attributeName());
      if (yes !== undefined) oppose(command, yes, no);
    }
    refuseOpposed(command);
  }
};
