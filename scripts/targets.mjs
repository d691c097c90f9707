// The platforms that ONNX Runtime 1.27.0 has binaries for, and which of its files each one loads.
import { join } from 'node:path';

// macOS: libonnxruntime.1.27.0.dylib is a byte-identical copy of the file that the binding asks for.
const libraries = {
  'linux-x64': ['libonnxruntime.so.1'],
  'linux-arm64': ['libonnxruntime.so.1'],
  'darwin-arm64': ['libonnxruntime.1.dylib'],
  'win32-x64': ['onnxruntime.dll', 'DirectML.dll', 'dxcompiler.dll', 'dxil.dll'],
  'win32-arm64': ['onnxruntime.dll', 'DirectML.dll', 'dxcompiler.dll', 'dxil.dll'],
};

export const targets = Object.keys(libraries);

/** This machine, named as `vsce package --target` does. */
export const hostTarget = `${process.platform}-${process.arch}`;

/** The native files of a target, as absolute paths; none when ONNX Runtime has no build for it. */
export function nativeFiles(root, target) {
  const folder = join(root, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6', ...target.split('-'));
  const names = libraries[target];
  return names ? ['onnxruntime_binding.node', ...names].map((name) => join(folder, name)) : [];
}
