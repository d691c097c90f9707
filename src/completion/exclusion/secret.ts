import { COPY_SUFFIX, DATA_EXTENSIONS, SECRET_RULES, type SecretReason, type SecretRule } from './secret-rules';

/** A path cut up as the rules look at it: in lower case, without the marks of a copy. */
interface Parts {
  readonly name: string;
  /** Behind the last dot; '' when the only dot begins the name. */
  readonly extension: string;
  /** `/a/b/`, with a slash at both ends. */
  readonly folders: string;
}

/**
 * Why a file must not be read: not as context, not into memory, not to complete in it. Undefined for any other file.
 * @param path with slashes of either kind, from the root or not
 */
export function isSecret(path: string): SecretReason | undefined {
  const parts = partsOf(path);
  return SECRET_RULES.find((rule) => applies(rule, parts))?.reason;
}

function applies({ names, extensions, name, folders, paths, exceptCode }: SecretRule, parts: Parts): boolean {
  if (exceptCode && !DATA_EXTENSIONS.has(parts.extension)) return false;
  return (
    (names?.includes(parts.name) ?? false) ||
    (extensions?.includes(parts.extension) ?? false) ||
    (name?.test(parts.name) ?? false) ||
    (folders?.some((folder) => parts.folders.includes(`/${folder}/`)) ?? false) ||
    (paths?.some((ending) => `${parts.folders}${parts.name}`.endsWith(`/${ending}`)) ?? false)
  );
}

function partsOf(path: string): Parts {
  const segments = path
    .toLowerCase()
    .split(/[\\/]/)
    .filter((segment) => segment !== '' && segment !== '.');
  // Windows leaves out spaces and dots at the end of a name.
  const name = (segments.pop() ?? '').replace(/[\s.]+$/, '').replace(COPY_SUFFIX, '');
  const dot = name.lastIndexOf('.');
  return { name, extension: dot > 0 ? name.slice(dot + 1) : '', folders: `/${segments.map((segment) => `${segment}/`).join('')}` };
}
