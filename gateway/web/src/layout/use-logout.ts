import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { session } from '../api/session.ts';

/** Ends the session and goes to the events. `error` says why the session could not be ended: it still stands then. */
export function useLogout() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => session.logout(),
    onSuccess: () => navigate('/'),
  });
}
