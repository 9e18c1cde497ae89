import type { Env } from '../env.ts'

/** The Financial Services Register's API, and who asks it. */
export interface FcaRegister {
  url: string
  email: string
  key: string
}

type RegisterEnv = Pick<Env, 'FCA_REGISTER_URL' | 'FCA_REGISTER_EMAIL' | 'FCA_REGISTER_KEY'>

/** What the settings say; null when numbers are not to be checked. The address is the register's own unless told. */
export const fcaRegisterOf = (env: RegisterEnv): FcaRegister | null =>
  env.FCA_REGISTER_EMAIL && env.FCA_REGISTER_KEY
    ? {
        url: (env.FCA_REGISTER_URL || 'https://register.fca.org.uk').replace(/\/+$/, ''),
        email: env.FCA_REGISTER_EMAIL,
        key: env.FCA_REGISTER_KEY,
      }
    : null
