import { privateKeyLine } from "./privateKey";

/** Keys and tokens that tell by their shape what they are. */
export const secretShapes: readonly RegExp[] = [
  new RegExp(privateKeyLine, "g"),
  // Amazon, Google, Azure.
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{35}/g,
  /\bGOCSPX-[\w-]{28}/g,
  /\bAccountKey=[A-Za-z0-9+/=]{40,}/g,
  // GitHub, GitLab, Slack, Discord's and Telegram's bots.
  /\bgh[pousr]_[A-Za-z0-9]{36,}/g,
  /\bgithub_pat_\w{22,}/g,
  /\bglpat-[\w-]{20,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b[MN][A-Za-z0-9_-]{23}\.[\w-]{6}\.[\w-]{27,}/g,
  /\b\d{8,10}:AA[\w-]{33}\b/g,
  // Registries, payments, mail, models.
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bpypi-[\w-]{40,}/g,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\bhf_[A-Za-z0-9]{30,}/g,
  /\bsk-(?:ant-|proj-)?(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}/g,
  // Signed web tokens.
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
];
