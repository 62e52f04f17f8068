import { DomainError } from '@boxoffice/kernel';

/** The one answer to a wrong password and to an unknown e-mail. */
export function invalidCredentials(): DomainError {
  return new DomainError('unauthenticated', 'invalid_credentials', 'The e-mail or the password is wrong.');
}

/** The one answer to a refresh token that is unknown, ended, expired or used twice. */
export function invalidRefreshToken(): DomainError {
  return new DomainError('unauthenticated', 'invalid_refresh_token', 'The refresh token is not valid; log in again.');
}

/** An account has this e-mail already. */
export function emailTaken(): DomainError {
  return new DomainError('conflict', 'email_taken', 'An account with this e-mail exists already.');
}
