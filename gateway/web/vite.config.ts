import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './tools/precompress.ts';

const GATEWAY = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    target: 'baseline-widely-available',
    // Everything small that would become a data: URL would need a weaker policy for fonts and scripts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // Of six thousand icons some thirty are read.
      experimental: { lazyBarrel: true },
      output: {
        // What every visitor loads comes in two files: libraries, which change seldom, and the rest. In pieces, as it is
        // split otherwise, it would be thirty requests.
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'start', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': GATEWAY, '/docs': GATEWAY, '/openapi.json': GATEWAY } },
});
