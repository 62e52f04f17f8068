import { describeEveryPage } from './every-page.ts';

describeEveryPage({ language: 'pt-BR', colorScheme: 'dark', device: 'phone' });
