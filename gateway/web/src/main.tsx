import '@mantine/core/styles.layer.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startSession } from './api/session.ts';
import { App } from './app.tsx';
import { startI18n } from './i18n/index.ts';
import { reloadWhenOutdated } from './reload.ts';
import { shareStyleNonce } from './style-nonce.ts';

reloadWhenOutdated();
shareStyleNonce();
startSession();
await startI18n();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the application');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
