/** Which platforms ONNX Runtime runs on, and what its failure to load means. Pure, so that every case is tested on any platform. */
import { detail } from '../../protocol/error-details';
import { EngineFault } from '../../protocol/errors';

const SUPPORTED: ReadonlySet<string> = new Set(['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64']);

/** The error for a platform that ONNX Runtime has no build for. */
export function unsupportedPlatform(platform: string, arch: string): EngineFault | undefined {
  const target = `${platform}-${arch}`;
  if (SUPPORTED.has(target)) return undefined;
  return new EngineFault('runtime-platform', target === 'darwin-x64' ? detail('platform-intel-mac', target) : target);
}

/** What a failed load of the native library means: the loader's message says less than the platform does. */
export function loadFailure(error: unknown, platform: string, arch: string): EngineFault {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (platform === 'win32' && code === 'ERR_DLOPEN_FAILED') return new EngineFault('runtime-visual-cpp', arch);
  if (platform === 'linux' && /ld-linux|musl|__\w+_chk|GLIBC|libstdc\+\+|libc\.so/.test(message)) {
    return new EngineFault('runtime-platform', detail('platform-glibc', `${platform}-${arch}`));
  }
  return new EngineFault('runtime-library', firstLine(message));
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
