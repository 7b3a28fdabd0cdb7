/** Ends the process with one clear line when it runs on a Node that the dependencies do not support. */
export function refuseOldNode() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major >= 24) return;
  console.error(
    `This process runs on Node ${process.versions.node}, the platform needs 24: start it through npm (npm start), which uses the Node 24 that npm ci installed. ` +
      'Where npm ci brought none (macOS, FreeBSD), install Node 24 yourself.',
  );
  process.exit(1);
}
