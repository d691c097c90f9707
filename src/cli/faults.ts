/** Something the user asked for cannot be done: one sentence, exit code 1. */
export class CommandFault extends Error {}

/** The command line itself is wrong: one sentence, exit code 2. */
export class UsageFault extends Error {}
