import { describe, expect, test } from 'vitest';
import { loadFailure, unsupportedPlatform } from '../../../../src/engine/runtime/platform';

describe('unsupportedPlatform', () => {
  test.each([
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['win32', 'arm64'],
  ])('%s-%s is none', (platform, arch) => {
    expect(unsupportedPlatform(platform, arch)).toBeUndefined();
  });

  test.each([
    ['darwin', 'x64', 'Inkling cannot run on a Mac with an Intel processor (darwin-x64): ONNX Runtime has no build for it.'],
    ['linux', 'arm', 'Inkling cannot run on linux-arm: ONNX Runtime has no build for it.'],
    ['linux', 'riscv64', 'Inkling cannot run on linux-riscv64: ONNX Runtime has no build for it.'],
    ['win32', 'ia32', 'Inkling cannot run on win32-ia32: ONNX Runtime has no build for it.'],
    ['freebsd', 'x64', 'Inkling cannot run on freebsd-x64: ONNX Runtime has no build for it.'],
  ])('%s-%s gets a sentence that names it', (platform, arch, sentence) => {
    const fault = unsupportedPlatform(platform, arch);
    expect(fault?.code).toBe('runtime-platform');
    expect(fault?.message).toBe(sentence);
  });
});

const loading = (message: string, code = 'ERR_DLOPEN_FAILED') => Object.assign(new Error(message), { code });

describe('loadFailure', () => {
  // What the loaders say: Alpine's musl, an old glibc, an old libstdc++, Windows without the Visual C++ runtime.
  test.each([
    [
      'Alpine: no glibc',
      'linux',
      'Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /x/libonnxruntime.so.1)',
    ],
    ['Alpine: no such symbol', 'linux', 'Error relocating /x/libonnxruntime.so.1: __vsnprintf_chk: symbol not found'],
    ['Alpine: no libstdc++', 'linux', 'Error loading shared library libstdc++.so.6: No such file or directory (needed by /x/y.node)'],
    ['an old glibc', 'linux', "/lib64/libm.so.6: version `GLIBC_2.27' not found (required by /x/libonnxruntime.so.1)"],
    ['an old libstdc++', 'linux', "/lib64/libstdc++.so.6: version `GLIBCXX_3.4.22' not found (required by /x/libonnxruntime.so.1)"],
  ])('%s', (_, platform, message) => {
    const fault = loadFailure(loading(message), platform, 'x64');
    expect(fault.code).toBe('runtime-platform');
    expect(fault.message).toMatch(/^Inkling cannot run on a Linux without glibc 2\.28 or newer, such as Alpine \(linux-x64\): .*\.$/);
  });

  test.each(['x64', 'arm64'])('Windows without the Visual C++ runtime, %s', (arch) => {
    const fault = loadFailure(loading('The specified module could not be found.\r\n\\\\?\\C:\\x\\onnxruntime_binding.node'), 'win32', arch);
    expect([fault.code, fault.args]).toEqual(['runtime-visual-cpp', [arch]]);
  });

  test.each([
    ['Windows, the package is gone', loading("Cannot find module 'onnxruntime-node'\nRequire stack:\n- x", 'MODULE_NOT_FOUND'), 'win32'],
    ['Linux, the package is gone', loading("Cannot find module 'onnxruntime-node'\nRequire stack:\n- x", 'MODULE_NOT_FOUND'), 'linux'],
    ['a Mac', loading("Cannot find module 'onnxruntime-node'\n dlopen", 'ERR_DLOPEN_FAILED'), 'darwin'],
    ['something that is no error', "Cannot find module 'onnxruntime-node'", 'linux'],
  ] as const)('%s: what the loader said first', (_, error, platform) => {
    const fault = loadFailure(error, platform, 'x64');
    expect([fault.code, fault.args]).toEqual(['runtime-library', ["Cannot find module 'onnxruntime-node'"]]);
  });

  test.each([loading(''), loading('\nx'), undefined, null, 7])('%s is still a sentence', (error) => {
    expect(loadFailure(error, 'linux', 'x64').message).toMatch(/^ONNX Runtime could not be loaded: [^\n]*\.$/);
  });
});
