import { privateKeyLine } from "../../core/filter/privateKey";

/** Folders of keys and of what programs log in with. */
const folders =
  /(?:^|\/)(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.docker|\.password-store|secrets?)\//;

/** Files of keys, certificates, passwords and environments. */
const names = [
  /^\.env(?:$|[._-])/,
  /\.env$/,
  /^\.?(?:npmrc|netrc|pypirc|pgpass|htpasswd|git-credentials|yarnrc(?:\.yml)?|dockercfg)$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)/,
  /(?:^|[._-])(?:secrets?|credentials?|passwords?|passwd)(?:$|[._-])/,
  /\.(?:pem|key|crt|cer|der|csr|p7b|p8|p12|pfx|asc|gpg|pgp|ppk|jks|keystore|kdbx?|ovpn|tfvars|tfstate)$/,
];

/** Whether a file may hold secrets, by its path with forward slashes. Rather one too many: all it costs is a draft. */
export function mayHoldSecrets(path: string): boolean {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf("/") + 1);
  return folders.test(lower) || names.some((pattern) => pattern.test(name));
}

/** Whether a private key stands in a text, whatever its file is called. */
export function holdsPrivateKey(text: string): boolean {
  return privateKeyLine.test(text);
}
