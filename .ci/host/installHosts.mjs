import path from "node:path";
import { root } from "../bundles.mjs";
import { installHost } from "./installHost.mjs";
import { hostVersions } from "./versions.mjs";

/** Installs every VS Code server of the end-to-end tests, so that the tests themselves need no network. */
for (const version of Object.keys(hostVersions)) {
  installHost(
    version,
    process.env["FORETYPE_HOSTS"] ?? path.join(root, ".cache/hosts"),
    console.log,
  );
}
