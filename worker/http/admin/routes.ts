import type { AnyRoute } from '../route.ts'
import { automationRoutes } from './automation-routes.ts'
import { readBrokerRoute } from './broker/read-broker.ts'
import { updateBrokerRoute } from './broker/update-broker.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { historyRoutes } from './history-routes.ts'
import { createKeyRoute } from './keys/create-key.ts'
import { listKeysRoute } from './keys/list-keys.ts'
import { revokeKeyRoute } from './keys/revoke-key.ts'
import { archiveLeadGroupRoute } from './lead-groups/archive-lead-group.ts'
import { createLeadGroupRoute } from './lead-groups/create-lead-group.ts'
import { listLeadGroupsRoute } from './lead-groups/list-lead-groups.ts'
import { readLeadGroupRoute } from './lead-groups/read-lead-group.ts'
import { updateLeadGroupRoute } from './lead-groups/update-lead-group.ts'
import { archiveLeadTypeRoute } from './lead-types/archive-lead-type.ts'
import { copySettingsRoute } from './lead-types/copy-settings.ts'
import { createLeadTypeRoute } from './lead-types/create-lead-type.ts'
import { listLeadTypesRoute } from './lead-types/list-lead-types.ts'
import { readLeadTypeRoute } from './lead-types/read-lead-type.ts'
import { updateLeadTypeRoute } from './lead-types/update-lead-type.ts'
import { createPartnerRoute } from './partners/create-partner.ts'
import { listPartnersRoute } from './partners/list-partners.ts'
import { pausePartnerRoute } from './partners/pause-partner.ts'
import { readPartnerRoute } from './partners/read-partner.ts'
import { resumePartnerRoute } from './partners/resume-partner.ts'
import { setFcaNumberRoute } from './partners/set-fca-number.ts'
import { updatePartnerRoute } from './partners/update-partner.ts'
import { listPlacesRoute } from './places/list-places.ts'
import { preferencesRoutes } from './preferences-routes.ts'
import { createSetupRoute } from './setups/create-setup.ts'
import { listSetupsRoute } from './setups/list-setups.ts'
import { readSetupRoute } from './setups/read-setup.ts'
import { updateSetupRoute } from './setups/update-setup.ts'
import { archiveStageRoute } from './stages/archive-stage.ts'
import { createStageRoute } from './stages/create-stage.ts'
import { listStagesRoute } from './stages/list-stages.ts'
import { updateStageRoute } from './stages/update-stage.ts'
import { templateRoutes } from './template-routes.ts'

/** The broker's configuration, in the order of the reference page. */
export const adminRoutes: readonly AnyRoute[] = [
  readBrokerRoute,
  updateBrokerRoute,
  ...preferencesRoutes,
  createLeadGroupRoute,
  listLeadGroupsRoute,
  readLeadGroupRoute,
  updateLeadGroupRoute,
  archiveLeadGroupRoute,
  createLeadTypeRoute,
  listLeadTypesRoute,
  readLeadTypeRoute,
  updateLeadTypeRoute,
  copySettingsRoute,
  archiveLeadTypeRoute,
  createPartnerRoute,
  listPartnersRoute,
  readPartnerRoute,
  updatePartnerRoute,
  pausePartnerRoute,
  resumePartnerRoute,
  setFcaNumberRoute,
  ...deliveryRoutes,
  createSetupRoute,
  listSetupsRoute,
  readSetupRoute,
  updateSetupRoute,
  listPlacesRoute,
  createStageRoute,
  listStagesRoute,
  updateStageRoute,
  archiveStageRoute,
  ...automationRoutes,
  ...templateRoutes,
  createKeyRoute,
  listKeysRoute,
  revokeKeyRoute,
  ...historyRoutes,
]
