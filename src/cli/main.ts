/** The command line: the same engine without an editor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMBEDDED_MODEL } from '../protocol/embedded-model';
import { EngineFault } from '../protocol/errors';
import { type Command, parseCommand } from './arguments';
import { runComplete } from './commands/complete';
import { runInfo } from './commands/info';
import { runInspect } from './commands/inspect';
import { runLogits } from './commands/logits';
import { runReplay } from './commands/replay';
import { runTokens } from './commands/tokens';
import { CommandFault, UsageFault } from './faults';
import { type Output, standardOutput } from './output';
import { USAGE } from './usage';

/** The package's root: the bundle of this file lies in `dist`. */
const ROOT = join(__dirname, '..');

async function run(command: Command, output: Output): Promise<void> {
  switch (command.name) {
    case 'help':
      output.result(USAGE);
      return;
    case 'version':
      output.result(`${(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version}\n`);
      return;
    case 'complete':
      return runComplete(command, modelOf(command), output);
    case 'inspect':
      return runInspect(command, modelOf(command), output);
    case 'logits':
      return runLogits(command, modelOf(command), output);
    case 'tokens':
      return runTokens(command, modelOf(command), output);
    case 'info':
      return runInfo(command, modelOf(command), output);
    case 'replay':
      return runReplay(command, modelOf(command), output);
  }
}

const modelOf = ({ model }: { readonly model: string | undefined }) => model ?? join(ROOT, EMBEDDED_MODEL.file);

/** @returns the exit code */
async function main(words: readonly string[], output: Output): Promise<number> {
  try {
    await run(parseCommand(words), output);
    return 0;
  } catch (error) {
    if (error instanceof UsageFault) {
      output.message(`${error.message} Run 'inkling --help' for the commands.\n`);
      return 2;
    }
    const isExpected = error instanceof CommandFault || error instanceof EngineFault;
    output.message(isExpected ? `${error.message}\n` : `Unexpected error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

// A reader that ends early, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exitCode = error.code === 'EPIPE' ? 0 : 1;
});
void main(process.argv.slice(2), standardOutput).then((code) => {
  process.exitCode = code;
});
