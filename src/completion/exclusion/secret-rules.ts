/**
 * What kind of secret a file is taken for. Names alone decide, because a file that may hold one is not opened to find out.
 */
export type SecretReason = 'environment' | 'key' | 'certificate' | 'credentials' | 'credentials-folder';

export interface SecretRule {
  readonly reason: SecretReason;
  /** Whole names of files. */
  readonly names?: readonly string[];
  /** The part behind the last dot of a name. */
  readonly extensions?: readonly string[];
  /** Matched against the name. */
  readonly name?: RegExp;
  /** Folders anywhere above the file; several in a row are separated by `/`. */
  readonly folders?: readonly string[];
  /** Files directly inside such a folder, as `folder/name`. */
  readonly paths?: readonly string[];
  /** Whether the rule leaves source code alone: `secrets/` may hold passwords, or a program that reads them. */
  readonly exceptCode?: boolean;
}

/** All in lower case: names are compared without regard to it, as some file systems do. */
export const SECRET_RULES: readonly SecretRule[] = [
  // `.env.example` too: it is meant to be empty, and is where a real password is pasted by mistake.
  { reason: 'environment', name: /^\.env|\.env$/ },
  {
    reason: 'key',
    extensions: ['key', 'p8', 'pk8', 'ppk', 'asc', 'gpg', 'pgp', 'jks', 'jceks', 'bks', 'keystore', 'keytab', 'keychain', 'kdb', 'kdbx'],
    name: /^id_(rsa|dsa|ecdsa|ed25519)([._-].*)?(?<!\.pub)$/,
    names: ['secring', 'ssh_host_rsa_key', 'ssh_host_ecdsa_key', 'ssh_host_ed25519_key'],
  },
  {
    reason: 'certificate',
    extensions: ['pem', 'p12', 'pfx', 'pkcs12', 'p7b', 'p7c', 'crt', 'cer', 'cert', 'der', 'mobileprovision'],
  },
  {
    reason: 'credentials',
    names: [
      '.npmrc',
      '.netrc',
      '_netrc',
      '.authinfo',
      '.pypirc',
      '.pgpass',
      'pgpass.conf',
      '.my.cnf',
      '.mylogin.cnf',
      '.htpasswd',
      '.git-credentials',
      '.dockercfg',
      '.dockerconfigjson',
      '.s3cfg',
      '.boto',
      '.vault-token',
      '.terraformrc',
      'terraform.rc',
      'rclone.conf',
      'kubeconfig',
      'credentials',
      'credentials.json',
      'credentials.toml',
      'credentials.yml',
      'credentials.yaml',
      'secrets.json',
      'secrets.toml',
      'secrets.yml',
      'secrets.yaml',
      '.secrets',
      'application_default_credentials.json',
    ],
    extensions: ['ovpn', 'publishsettings', 'tfstate'],
    name: /^(client[_-]secrets?|service[_-]account)([._-].*)?\.json$/,
    paths: ['.docker/config.json', '.composer/auth.json', '.config/hub', 'gh/hosts.yml'],
  },
  { reason: 'credentials-folder', folders: ['.ssh', '.aws', '.gnupg', '.kube', '.azure', '.gcloud', '.config/gcloud', '.password-store'] },
  { reason: 'credentials-folder', folders: ['secrets', '.secrets', 'credentials', '.credentials'], exceptCode: true },
];

/** What a copy is called that somebody or some program put aside. */
export const COPY_SUFFIX = /(~|\.(bak|backup|old|orig|save|swp|swo|tmp))+$/;

/** Kinds of files that hold data. Anything else with an extension is taken for source code. */
export const DATA_EXTENSIONS: ReadonlySet<string> = new Set([
  '',
  'cfg',
  'cnf',
  'conf',
  'config',
  'csv',
  'enc',
  'ini',
  'json',
  'json5',
  'jsonc',
  'properties',
  'sec',
  'secret',
  'secrets',
  'tfvars',
  'toml',
  'txt',
  'xml',
  'yaml',
  'yml',
]);
