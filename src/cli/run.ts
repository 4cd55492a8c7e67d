export async function run(_process: NodeJS.Process): Promise<void> {}
