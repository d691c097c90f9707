// `npm start`: completes a sample file with the embedded model and shows what the model thought.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const SAMPLE = 'samples/distance.ts';
const BAR_WIDTH = 32;
const LINES_SHOWN = 10;

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
const completion = inkling('complete', SAMPLE, '--line', lines.length, '--column', column);
const read = before.slice(0, before.length - backedOver(completion).length);
const { positions, texts } = inkling('logits', '--text', read, '--top', 5);

printCode();
printLikeliest();
printTimings();
printNext();

/** Runs the built command line; its progress goes to this terminal. */
function inkling(...args) {
  try {
    const output = execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args.map(String), '--json'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(output);
  } catch (error) {
    // The command line has said on stderr what is wrong.
    process.exit(error.status ?? 1);
  }
}

/** The text before the cursor that the generated tokens repeat, because a cursor rarely stands between two tokens. */
function backedOver({ tokens, text }) {
  const generated = tokens.map((token) => token.text).join('');
  for (let length = 0; length <= generated.length; length += 1) {
    const repeated = generated.slice(0, length);
    if (before.endsWith(repeated) && generated.startsWith(text, length)) return repeated;
  }
  return '';
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
  const line = read.slice(read.lastIndexOf('\n') + 1).trim();
  console.log(`\n${bold('The five likeliest tokens')} after '${line}'\n`);
  const shown = positions.at(-1).top.map(([id, logprob]) => ({ text: visible(texts[id]), share: Math.exp(logprob) }));
  const width = Math.max(...shown.map(({ text }) => text.length));
  for (const { text, share } of shown) {
    const bar = '█'.repeat(Math.round(share * BAR_WIDTH)) || '▏';
    console.log(`  ${text.padEnd(width)}  ${bar.padEnd(BAR_WIDTH)} ${(100 * share).toFixed(1).padStart(5)} %`);
  }
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

/** White space as signs, so that a token's extent can be seen. */
function visible(text) {
  const signs = { ' ': '·', '\t': '⇥', '\n': '⏎', '\r': '␍' };
  return text.replace(/[ \t\n\r]/g, (sign) => signs[sign]);
}
