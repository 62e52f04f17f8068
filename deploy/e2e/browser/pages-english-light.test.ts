import { describeEveryPage } from './every-page.ts';

describeEveryPage({ language: 'en', colorScheme: 'light', device: 'desk' });
