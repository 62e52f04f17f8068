import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeEvent, type EventChange } from '../data/commands.ts';
import { keys } from '../data/keys.ts';

/** A change, and the version that it was made from. */
type Change = { body: EventChange; etag: string };

/** Changes an event; what the platform answers is what the panel knows from then on. */
export function useChangeEvent(eventId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, etag }: Change) => changeEvent(eventId, body, etag),
    onSuccess: (answer) => {
      client.setQueryData(keys.event(eventId), answer);
      void client.invalidateQueries({ queryKey: keys.events });
    },
    // A newer version may be why it was refused: it is shown, and the next change is made from it.
    onError: () => void client.invalidateQueries({ queryKey: keys.event(eventId) }),
  });
}
