/** The line that begins a private key, whatever kind of key it is. */
export const privateKeyLine = /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/;
