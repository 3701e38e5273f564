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

/** Whether an option takes one value, and no list of them. */
const isSingle = ({ required, optional, variadic, parseArg }: Option): boolean =>
  (required || optional) && !variadic && parseArg === undefined;

const refuseAgain = (command: Command, option: Option): void => {
  let times = 0;
  command.on(`option:${option.name()}`, () => {
    times += 1;
    if (times === 2) command.error(`error: option '${option.flags}' is given twice: give it once`);
  });
};

/** Refuse an option that is given twice and takes one value, on a command and those inside it: the last would be taken. */
export const refuseRepeated = (command: Command): void => {
  for (const option of command.options.filter(isSingle)) refuseAgain(command, option);
  for (const inner of command.commands) refuseRepeated(inner);
};
