import { checkBoundaries } from "./checks/boundaries.ts";

const { files, faults } = checkBoundaries();
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`Import boundaries: ${files} files, ${faults.length} faults\n`);
if (faults.length > 0 || files === 0) process.exitCode = 1;
