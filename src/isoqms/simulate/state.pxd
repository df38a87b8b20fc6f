cimport cython
from isoqms.simulate.agenda cimport Agenda
from isoqms.simulate.chance cimport Laws
from isoqms.simulate.columns cimport keys, reals, wholes
from isoqms.simulate.hours cimport Hours
from isoqms.simulate.records cimport Slot, Token
from isoqms.simulate.numbers cimport B_COLUMNS, BINS, GONE, MARGIN, MOST_ROLES, MOST_STOPS, P_COLUMNS, STARTING


cdef class State(Agenda):
    cdef Hours hours
    cdef Laws laws
    cdef bint detail
    cdef bint is_short
    cdef long long counters
    cdef long long joins
    cdef long long ahead
    cdef long long procedures
    cdef long long levels
    cdef long long other_events
    cdef long long pools
    cdef dict _columns
    cdef long long slots_free
    cdef long long slot_room
    cdef long long tokens_free
    cdef long long token_room
    # tables
    cdef long long* node_kind
    cdef long long* node_flags
    cdef long long* node_work
    cdef long long* node_wait
    cdef long long* node_hours
    cdef long long* node_wait_hours
    cdef long long* node_cause
    cdef long long* node_wait_cause
    cdef long long* node_batch
    cdef long long* node_rank
    cdef long long* node_visits
    cdef long long* node_join
    cdef long long* node_roles
    cdef long long* node_pool
    cdef long long* node_last
    cdef long long* node_ahead
    cdef long long* roles_needed
    cdef long long* node_ways
    cdef long long* way_to
    cdef long long* way_count
    cdef long long* way_most
    cdef long long* way_bound
    cdef long long* way_back
    cdef long long* way_bit
    cdef long long* join_groups
    cdef long long* kind_procedure
    cdef long long* kind_start
    cdef long long* kind_level
    cdef long long* kind_office
    cdef long long* kind_reception
    cdef long long* kind_limits
    cdef long long* kind_any
    cdef long long* kind_at_receipt
    cdef long long* kind_ahead
    cdef long long* nodes_ahead
    cdef long long* stream_procedure
    cdef long long* stream_even
    cdef long long* stream_kinds
    cdef long long* stream_kind
    cdef long long* stream_windows
    cdef long long* role_pools
    cdef long long* pools_of_role
    cdef long long* role_hours
    cdef long long* role_group
    cdef long long* role_pool
    cdef long long* pool_people
    cdef long long* pool_hours
    cdef long long* pool_group
    cdef long long* group_plain
    cdef long long* group_roles
    cdef long long* roles_of_group
    cdef long long* line_groups
    cdef long long* groups_of_line
    cdef long long* batch_size
    cdef long long* batch_releases
    cdef unsigned long long* node_work_key
    cdef unsigned long long* node_wait_key
    cdef unsigned long long* node_branch_key
    cdef unsigned long long* way_region
    cdef unsigned long long* group_ways
    cdef unsigned long long* stream_key
    cdef unsigned long long* procedure_tie
    cdef double* way_share
    cdef double* stream_share
    cdef double* stream_period
    cdef double* coming_opens
    cdef double* coming_closes
    cdef double* coming_rate
    cdef double* pool_stretch
    cdef double* batch_period
    cdef double* releases
    # dossiers under way
    cdef Slot* slots
    cdef long long* counts
    cdef long long* free_slots
    cdef unsigned long long* arrived
    cdef double* slot_ahead
    cdef double* stops
    # their visits
    cdef Token* tokens
    cdef long long* token_pools
    cdef long long* free_tokens
    # sums
    cdef double* lead_bins
    cdef double* statutory_bins
    cdef double* procedure_sums
    cdef double* pool_busy
    cdef double* pool_open
    cdef void grow(self)
    cdef void _point_nodes(self, dict held)
    cdef void _point_kinds(self, dict held)
    cdef void _point_slots(self, dict held)
    cdef void _point_tokens(self, dict held)
    cdef long long token(self, long long slot, long long node, long long way, long long before) noexcept nogil
    cdef void forget(self, long long slot) noexcept nogil
    cdef void free_token(self, long long token) noexcept nogil
    cdef kept(self, str name, column)
