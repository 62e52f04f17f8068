import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Filters, filterParams, readFilters } from './filters.ts';

/** The filters of this page's address, and how to change them. A change replaces the address: Back leaves the list. */
export function useFilters(): [filters: Filters, change: (changes: Partial<Filters>) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const change = useCallback(
    (changes: Partial<Filters>) => {
      const replaced = (before: URLSearchParams) => filterParams({ ...readFilters(before), ...changes });
      setParams(replaced, { replace: true, preventScrollReset: true });
    },
    [setParams],
  );
  return [filters, change];
}
