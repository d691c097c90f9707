// `npm start`: completes a sample file with the embedded model and shows what the model thought.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const SAMPLE = 'samples/cart.ts';
const LINES_SHOWN = 12;
const LIKELIEST = 5;

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const style = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
const bold = (text) => style(1, text);
const faint = (text) => style(2, text);
const highlight = (text) => style('30;46', text);

prepare();
// The sample ends where the cursor stands, in the middle of a line.
const before = readFileSync(join(root, SAMPLE), 'utf8');
const lines = before.split('\n');
const column = lines.at(-1).length + 1;
const completion = JSON.parse(inkling(['complete', SAMPLE, '--line', lines.length, '--column', column, '--json']));
const { ids, textRead } = readForTheFirstNewToken();
const likeliest = inkling(['logits', '--ids', ids.join(','), '--top', LIKELIEST])
  .trimEnd()
  .split('\n')
  .slice(-LIKELIEST);

printCode();
printLikeliest();
printTimings();
printNext();

/** Runs the built command line; its progress goes to this terminal. */
function inkling(args, input = '') {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, input, stdio: ['pipe', 'pipe', 'inherit'] };
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args.map(String)], options);
  // The command line has said on stderr what is wrong.
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

/**
 * What the model had read when it chose the first token that goes past the cursor. A cursor rarely stands between two
 * tokens, so the first ones generated may repeat text before it.
 */
function readForTheFirstNewToken() {
  const { tokens, text } = completion;
  const repeated = overlap(tokens.map((token) => token.text).join(''), text);
  let textRead = before.slice(0, before.length - repeated);
  const { ids } = JSON.parse(inkling(['tokens', '-', '--json'], textRead));
  for (const token of tokens) {
    if (textRead.length + token.text.length > before.length) break;
    ids.push(token.id);
    textRead += token.text;
  }
  return { ids, textRead };
}

/** How many characters before the cursor the generated text repeats. */
function overlap(generated, text) {
  let length = 0;
  while (length < generated.length && !(before.endsWith(generated.slice(0, length)) && generated.startsWith(text, length))) length += 1;
  return length;
}

function printCode() {
  console.log(`\n${bold(SAMPLE)}, line ${lines.length}, column ${column}: ${highlight('the suggestion')}\n`);
  const first = Math.max(0, lines.length - LINES_SHOWN);
  lines.slice(first).forEach((line, index) => {
    const number = first + index + 1;
    const suggestion = number === lines.length ? highlight(completion.text) : '';
    console.log(`${faint(String(number).padStart(4))}  ${line}${suggestion}`);
  });
  // Without colour the suggestion is underlined.
  if (!colour) console.log(`${' '.repeat(5 + column)}${'~'.repeat(completion.text.length)}`);
}

function printLikeliest() {
  const line = textRead.slice(textRead.lastIndexOf('\n') + 1).trim();
  console.log(`\n${bold('The five likeliest tokens')} after '${line}'\n\n${likeliest.join('\n')}`);
}

function printTimings() {
  const { timings, counts, stop } = completion;
  const took = (ms) => `${Math.round(ms)} ms`;
  console.log(`\n${bold('Timings')}\n`);
  console.log(`  model opened in ${took(timings.load)}`);
  console.log(`  ${counts.prefilled} tokens read in ${took(timings.prefill)}`);
  console.log(`  ${counts.decoded} tokens written in ${took(timings.decode)}, until ${stop.replaceAll('-', ' ')}`);
}

function printNext() {
  console.log(`\n${bold('Try next')}\n`);
  const commands = {
    [`npm run -s inkling -- complete ${SAMPLE} --multiline`]: 'more than the rest of the line',
    'npm run -s inkling -- complete FILE --line N --column M': 'a file of yours',
    [`npm run -s inkling -- tokens ${SAMPLE}`]: 'what the model reads',
    'npm run package': 'the extension as a file: code --install-extension out/inkling-….vsix',
    'npm test': 'every check, ghost text in a real VS Code among them',
  };
  const width = Math.max(...Object.keys(commands).map((command) => command.length));
  for (const [command, what] of Object.entries(commands)) console.log(`  ${command.padEnd(width)}  ${faint(what)}`);
  console.log('');
}
