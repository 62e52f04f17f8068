import { Anchor, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { useSession } from '../api/session.ts';
import { AccountForm, type Field } from './account-form.tsx';
import { AuthCard } from './auth-card.tsx';
import { homeOf, nextPage } from './next-page.ts';
import { createRegistration, type Register, registerCustomer, registerPartner } from './register.ts';

function Links({ other, otherText, lead }: { other: string; otherText: string; lead?: string }) {
  const { t } = useTranslation('common');
  const [params] = useSearchParams();
  const query = params.size > 0 ? `?${params}` : '';
  return (
    <div>
      <Text size="sm">
        {t('auth.haveAccount')}{' '}
        <Anchor component={Link} to={`/login${query}`} size="sm" underline="always">
          {t('nav.login')}
        </Anchor>
      </Text>
      <Text size="sm" mt={4}>
        {lead}{' '}
        <Anchor component={Link} to={`${other}${query}`} size="sm" underline="always">
          {otherText}
        </Anchor>
      </Text>
    </div>
  );
}

function useRegistration(register: Register) {
  const navigate = useNavigate();
  const [send] = useState(() => createRegistration(register));
  return useMutation({
    mutationFn: send,
    onSuccess: ({ isSignedIn }) => {
      if (!isSignedIn) navigate('/login?registered', { replace: true });
    },
  });
}

type FormProps = { title: string; text: string; fields: Field[]; register: Register; links: React.ReactNode };

function RegistrationPage({ title, text, fields, register, links }: FormProps) {
  const { t } = useTranslation('common');
  const [params] = useSearchParams();
  const { status, role } = useSession();
  const registration = useRegistration(register);
  if (status === 'signed-in' && role) return <Navigate to={nextPage(params.get('next')) ?? homeOf(role)} replace />;
  return (
    <AuthCard title={title} text={text}>
      <AccountForm
        fields={fields}
        submit={t('auth.submitRegister')}
        onSubmit={(values) => registration.mutate(values)}
        isPending={registration.isPending}
        error={registration.error}
      />
      {links}
    </AuthCard>
  );
}

function usePersonFields() {
  const { t } = useTranslation('common');
  const name: Field = { name: 'name', label: t('auth.name'), autoComplete: 'name' };
  const login: Field[] = [
    { name: 'email', label: t('auth.email'), type: 'email', autoComplete: 'email' },
    {
      name: 'password',
      label: t('auth.password'),
      type: 'password',
      autoComplete: 'new-password',
      hint: t('auth.passwordHint'),
    },
  ];
  return { name, login };
}

/** Creates a buyer's account. */
export function RegisterPage() {
  const { t } = useTranslation('common');
  const { name, login } = usePersonFields();
  return (
    <RegistrationPage
      title={t('auth.registerTitle')}
      text={t('auth.registerText')}
      fields={[
        name,
        { name: 'address', label: t('auth.address'), autoComplete: 'street-address' },
        {
          name: 'phone',
          label: t('auth.phone'),
          type: 'tel',
          autoComplete: 'tel',
          placeholder: t('auth.phoneExample'),
        },
        ...login,
      ]}
      register={registerCustomer}
      links={<Links other="/register/partner" otherText={t('auth.toPartner')} lead={t('auth.sellTickets')} />}
    />
  );
}

/** Creates a partner's account. */
export function RegisterPartnerPage() {
  const { t } = useTranslation('common');
  const { name, login } = usePersonFields();
  return (
    <RegistrationPage
      title={t('auth.partnerTitle')}
      text={t('auth.partnerText')}
      fields={[{ name: 'company_name', label: t('auth.company'), autoComplete: 'organization' }, name, ...login]}
      register={registerPartner}
      links={<Links other="/register" otherText={t('auth.toCustomer')} />}
    />
  );
}
