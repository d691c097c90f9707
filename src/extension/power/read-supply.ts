import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LinuxSupply, linuxSupply, MAINS, macSupply, type Supply, windowsSupply } from './supply';

const run = promisify(execFile);
const PATIENCE_MS = 10_000;

/**
 * Asks the system about its power supply: a few small files on Linux, a short program on macOS (10 ms), a longer one on
 * Windows (about a second of PowerShell). Where it cannot be asked it counts as plugged in.
 */
export async function readSupply(platform: NodeJS.Platform = process.platform): Promise<Supply> {
  try {
    switch (platform) {
      case 'linux':
        return await readLinux('/sys');
      case 'darwin':
        return macSupply(await output('/usr/bin/pmset', '-g', 'batt'), await output('/usr/bin/pmset', '-g'));
      case 'win32':
        return windowsSupply(await output(...powerShell()));
      default:
        return MAINS;
    }
  } catch {
    return MAINS;
  }
}

/** @param sys where the kernel's files are */
export async function readLinux(sys: string): Promise<Supply> {
  const folder = join(sys, 'class/power_supply');
  const names = await readdir(folder).catch(() => []);
  const supplies = await Promise.all(names.map((name) => linuxFiles(join(folder, name))));
  return linuxSupply(supplies, await text(join(sys, 'firmware/acpi/platform_profile')));
}

async function linuxFiles(folder: string): Promise<LinuxSupply> {
  const [type, scope, online, status, capacity] = await Promise.all(
    ['type', 'scope', 'online', 'status', 'capacity'].map((name) => text(join(folder, name))),
  );
  return { type, scope, online, status, capacity };
}

async function text(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined; // not every supply says everything
  }
}

async function output(program: string, ...args: readonly string[]): Promise<string> {
  return (await run(program, args, { timeout: PATIENCE_MS, windowsHide: true })).stdout;
}

/** By its whole path: a program of that name in the workspace is not meant. */
function powerShell(): [program: string, ...args: string[]] {
  const program = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const query = 'Get-CimInstance Win32_Battery | ForEach-Object { "$($_.BatteryStatus) $($_.EstimatedChargeRemaining)" }';
  return [program, '-NoProfile', '-NonInteractive', '-Command', query];
}
