import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readLinux, readSupply } from '../../../src/extension/power/read-supply';
import { macSupply, windowsSupply } from '../../../src/extension/power/supply';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** What Linux says with these files below `/sys`. */
async function linux(files: Record<string, string>) {
  const sys = await mkdtemp(join(tmpdir(), 'inkling-sys-'));
  folders.push(sys);
  for (const [name, text] of Object.entries(files)) {
    const file = join(sys, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${text}\n`);
  }
  return readLinux(sys);
}

const SUPPLY = 'class/power_supply';
const ac = (online: string) => ({ [`${SUPPLY}/AC/type`]: 'Mains', [`${SUPPLY}/AC/online`]: online });
const battery = (status: string, capacity: string, name = 'BAT0') => ({
  [`${SUPPLY}/${name}/type`]: 'Battery',
  [`${SUPPLY}/${name}/status`]: status,
  [`${SUPPLY}/${name}/capacity`]: capacity,
});

describe('Linux', () => {
  it.each([
    ['nothing', {}, { onBattery: false, batteryLevel: undefined }],
    ['a desktop', ac('1'), { onBattery: false, batteryLevel: undefined }],
    ['plugged in', { ...ac('1'), ...battery('Charging', '80') }, { onBattery: false, batteryLevel: 0.8 }],
    ['on battery', { ...ac('0'), ...battery('Discharging', '40') }, { onBattery: true, batteryLevel: 0.4 }],
    ['just unplugged, full', { ...ac('0'), ...battery('Full', '100') }, { onBattery: true, batteryLevel: 1 }],
    ['a weak charger', { ...ac('1'), ...battery('Discharging', '40') }, { onBattery: false, batteryLevel: 0.4 }],
    ['no source named', battery('Discharging', '40'), { onBattery: true, batteryLevel: 0.4 }],
    ['no source named, charging', battery('Charging', '40'), { onBattery: false, batteryLevel: 0.4 }],
    [
      'two batteries',
      { ...ac('0'), ...battery('Discharging', '10'), ...battery('Unknown', '90', 'BAT1') },
      { onBattery: true, batteryLevel: 0.5 },
    ],
    [
      'one of two USB ports',
      { ...ac('0'), [`${SUPPLY}/usb/type`]: 'USB', [`${SUPPLY}/usb/online`]: '1', ...battery('Full', '99') },
      { onBattery: false },
    ],
    [
      'a mouse',
      { ...battery('Discharging', '5', 'mouse'), [`${SUPPLY}/mouse/scope`]: 'Device' },
      { onBattery: false, batteryLevel: undefined },
    ],
    ['a profile that saves', { ...ac('1'), 'firmware/acpi/platform_profile': 'low-power' }, { powerSaver: true }],
    ['another profile', { ...ac('1'), 'firmware/acpi/platform_profile': 'balanced' }, { powerSaver: false }],
  ])('with %s', async (_, files, expected) => {
    expect(await linux(files)).toMatchObject(expected);
  });
});

describe('macOS', () => {
  it.each([
    ["Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t100%; charged; 0:00 remaining present: true\n", '', [false, 1, undefined]],
    [
      "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t83%; discharging; 4:02 remaining\n",
      ' lowpowermode         1\n',
      [true, 0.83, true],
    ],
    ["Now drawing from 'AC Power'\n", 'Currently in use:\n lowpowermode 0\n', [false, undefined, false]],
    ['', '', [false, undefined, undefined]],
  ])('%j and %j', (text, settings, [onBattery, batteryLevel, powerSaver]) => {
    expect(macSupply(text, settings)).toEqual({ onBattery, batteryLevel, powerSaver });
  });
});

describe('Windows', () => {
  it.each([
    ['', false, undefined],
    ['2 100\r\n', false, 1],
    ['1 55\r\n', true, 0.55],
    ['6 20\r\n', false, 0.2],
    ['4 10\r\n1 30\r\n', true, 0.2],
    ['Access denied\r\n', false, undefined],
  ])('%j', (lines, onBattery, batteryLevel) => {
    expect(windowsSupply(lines)).toEqual({ onBattery, batteryLevel, powerSaver: undefined });
  });
});

it.each(['win32', 'darwin', 'freebsd'] as const)('a system that cannot be asked counts as plugged in: %s', async (platform) => {
  if (platform !== process.platform) expect(await readSupply(platform)).toMatchObject({ onBattery: false });
});
