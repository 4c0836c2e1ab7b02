/** Settings of a VS Code that keeps to itself: no network, no welcome, no assistant beside the one under test. */
export const quietSettings = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "workbench.enableExperiments": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  // Polls for open ports all the time.
  "remote.autoForwardPorts": false,
  "security.workspace.trust.enabled": false,
};
