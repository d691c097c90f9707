import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecret } from '../../../../src/completion/exclusion/secret';
import { SECRET_RULES } from '../../../../src/completion/exclusion/secret-rules';

const SECRET = {
  environment: [
    '.env',
    '.env.local',
    '.env.production',
    '.envrc',
    '.env.example',
    'prod.env',
    '.ENV',
    'a\\b\\.env',
    '.env.bak',
    '.env ',
    '.env~',
  ],
  key: [
    'server.key',
    'certs/SERVER.KEY',
    'server.key.old',
    'AuthKey_1.p8',
    'a.ppk',
    'private.asc',
    'release.jks',
    'debug.keystore',
    'passwords.kdbx',
    'id_rsa',
    'id_ed25519',
    'id_rsa_work',
    'id_ecdsa.bak',
  ],
  certificate: ['a.pem', 'a.p12', 'a.pfx', 'site.crt', 'site.cer', 'a.der'],
  credentials: [
    '.npmrc',
    '/home/me/.netrc',
    '.pypirc',
    '.pgpass',
    '.htpasswd',
    '.git-credentials',
    'rclone.conf',
    'credentials.json',
    'config/secrets.yml',
    'client_secret_123.apps.json',
    'service-account-prod.json',
    '.docker/config.json',
    'terraform.tfstate',
  ],
  'credentials-folder': [
    '/home/me/.ssh/config',
    'C:\\Users\\me\\.aws\\config',
    '.gnupg/trustdb',
    '/root/.kube/config',
    '.azure/profile.json',
    '/home/me/.config/gcloud/properties',
    '/run/secrets/db_password',
    'deploy/secrets/prod.yaml',
  ],
} as const;

const OTHERS = [
  'a.ts',
  'src/environment.ts',
  'src/environments/environment.prod.ts',
  'env.ts',
  'env.d.ts',
  'my.environment',
  'settings.json',
  '.vscode/settings.json',
  'config.json',
  'config/config.json',
  'package.json',
  'keys.ts',
  'src/key.rs',
  'hotkey.py',
  'keyboard.json',
  'id_rsa.pub',
  'id_card.ts',
  'certificate.go',
  'src/secrets/manager.ts',
  'secrets.ts',
  'credentials.py',
  'src/credentials/provider.go',
  'aws/client.ts',
  '.docker/Dockerfile',
  '.github/workflows/build.yml',
  'ssh/config.ts',
  'passwords.md',
  'Makefile',
  '.gitignore',
  'notes.tmp',
  '',
  '/',
];

describe('isSecret', () => {
  it.each(Object.entries(SECRET).flatMap(([reason, paths]) => paths.map((path) => [path, reason])))('%j: %s', (path, reason) => {
    expect(isSecret(path)).toBe(reason);
  });

  it.each(OTHERS)('leaves %j alone', (path) => {
    expect(isSecret(path)).toBeUndefined();
  });

  it('says the same wherever the file is, however its name is written', () => {
    const secrets = Object.values(SECRET).flat();
    const folder = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...secrets, ...OTHERS.slice(0, -2)), folder, fc.boolean(), (path, folders, loud) => {
        const elsewhere = ['', 'work', ...folders, path].join('/');
        const said = isSecret(loud ? elsewhere.toUpperCase() : elsewhere);
        if (isSecret(path)) expect(said).toBeDefined();
        else if (!folders.some((name) => name === 'secrets' || name === 'credentials' || name === 'gh')) expect(said).toBeUndefined();
      }),
    );
  });

  it('has rules in lower case only, as it compares', () => {
    const words = SECRET_RULES.flatMap(({ names = [], extensions = [], folders = [], paths = [] }) => [
      ...names,
      ...extensions,
      ...folders,
      ...paths,
    ]);
    expect(words.filter((word) => word !== word.toLowerCase())).toEqual([]);
  });
});
