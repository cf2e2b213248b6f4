// Imported before anything else, so that every module finds the settings of .env in process.env.
// A variable that is already set keeps its value.
try {
  process.loadEnvFile();
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
