/** The password of every demo account. */
export const DEMO_PASSWORD = 'demo-boxoffice-26';

/** A partner to register. */
export type DemoPartner = { name: string; email: string; company_name: string };

/** A customer to register. */
export type DemoCustomer = { name: string; email: string; address: string; phone: string };

/** Those who sell. */
export const PARTNERS = [
  { name: 'Ana Prado', email: 'ana@palcoaberto.example', company_name: 'Palco Aberto Produções' },
  { name: 'Rui Tavares', email: 'rui@arenaviva.example', company_name: 'Arena Viva Esportes' },
  { name: 'Helena Costa', email: 'helena@convergir.example', company_name: 'Convergir Eventos' },
] as const satisfies DemoPartner[];

/** How events name their partner. */
export type PartnerEmail = (typeof PARTNERS)[number]['email'];

const NAMES = `
  Adriana Lopes, Alice Barbosa, André Moreira, Beatriz Nunes, Bruno Carvalho, Caio Mendes, Camila Rocha, Carla Teixeira,
  Daniel Ferraz, Débora Pires, Diego Santana, Eduarda Campos, Elias Duarte, Fernanda Lima, Felipe Aguiar, Gabriela Reis,
  Gustavo Melo, Heitor Freitas, Isabela Cunha, Ivan Peixoto, Joana Siqueira, João Vieira, Júlia Ramos, Karina Dias,
  Larissa Braga, Leonardo Pinto, Lucas Azevedo, Luiza Farias, Marcelo Brito, Mariana Castro, Mateus Correia,
  Natália Gomes, Otávio Sales, Paula Monteiro, Pedro Antunes, Rafaela Porto, Renato Macedo, Sofia Bastos, Tiago Moura,
  Vitória Leal`;

const STREETS = ['Rua das Flores', 'Avenida Brasil', 'Rua Sete de Setembro', 'Rua da Praia', 'Avenida Atlântica'];
const CITIES = [
  { city: 'São Paulo, SP', code: '11' },
  { city: 'Rio de Janeiro, RJ', code: '21' },
  { city: 'Belo Horizonte, MG', code: '31' },
  { city: 'Curitiba, PR', code: '41' },
  { city: 'Porto Alegre, RS', code: '51' },
  { city: 'Salvador, BA', code: '71' },
  { city: 'Recife, PE', code: '81' },
];

/** `João Vieira` is `joao.vieira`. */
function mailbox(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');
}

function customer(name: string, n: number): DemoCustomer {
  const { city, code } = CITIES[n % CITIES.length] ?? { city: 'São Paulo, SP', code: '11' };
  const street = STREETS[n % STREETS.length] ?? 'Rua das Flores';
  return {
    name,
    email: `${mailbox(name)}@clientes.example`,
    address: `${street}, ${40 + 37 * n}, ${city}, Brasil`,
    phone: `+55 ${code} 90000-${String(1000 + 7 * n)}`,
  };
}

/** Those who buy. */
export const CUSTOMERS: readonly DemoCustomer[] = NAMES.split(',').map((name, n) => customer(name.trim(), n));
