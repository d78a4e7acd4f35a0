import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // The page's policy knows no files within files.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600, // The charts; test/size says what all of it may weigh, packed.
    rolldownOptions: {
      // The components mark themselves for servers that draw pages; here is none.
      onLog: (level, log, tell) => log.code === 'MODULE_LEVEL_DIRECTIVE' || tell(level, log),
    },
  },
  // While developing: the running stack's API behind the page that changes as it is edited.
  server: {
    port: 21599,
    proxy: Object.fromEntries(
      ['/board', '/login', '/logout', '/enrol'].map(path => [path, process.env.BLOOM_API ?? 'http://127.0.0.1:7400']),
    ),
  },
});
