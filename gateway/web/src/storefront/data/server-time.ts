import { api } from '../../api/client.ts';
import { learnServerTime } from './server-clock.ts';

// Answers about purchases come from no cache, so their date is that of the server's clock now.
api.use({
  onResponse({ schemaPath, response }) {
    if (schemaPath.startsWith('/v1/purchases')) learnServerTime(response.headers.get('date'));
    return undefined;
  },
});
