cimport cython
from isoqms.simulate.agenda cimport Agenda
from isoqms.simulate.chance cimport Laws
from isoqms.simulate.hours cimport Hours
from isoqms.simulate.numbers cimport BINS, GONE, MARGIN, MOST_ROLES, MOST_STOPS, N_COLUMNS, P_COLUMNS, WAITING


cdef class State:
    cdef Agenda agenda
    cdef Hours hours
    cdef Laws laws
    cdef bint detail
    cdef long long counters
    cdef long long joins
    cdef long long procedures
    cdef long long levels
    cdef long long fixed_events
    cdef long long slots_free
    cdef long long slot_room
    cdef long long tokens_free
    cdef long long token_room
    # tables
    cdef long long[::1] node_kind
    cdef long long[::1] node_flags
    cdef long long[::1] node_work
    cdef long long[::1] node_wait
    cdef long long[::1] node_hours
    cdef long long[::1] node_wait_hours
    cdef long long[::1] node_cause
    cdef long long[::1] node_wait_cause
    cdef long long[::1] node_batch
    cdef long long[::1] node_rank
    cdef long long[::1] node_visits
    cdef long long[::1] node_join
    cdef long long[::1] node_roles
    cdef long long[::1] roles_needed
    cdef long long[::1] node_ways
    cdef long long[::1] way_to
    cdef long long[::1] way_count
    cdef long long[::1] way_most
    cdef long long[::1] way_bound
    cdef long long[::1] way_back
    cdef long long[::1] way_bit
    cdef long long[::1] join_groups
    cdef long long[::1] kind_procedure
    cdef long long[::1] kind_start
    cdef long long[::1] kind_level
    cdef long long[::1] kind_office
    cdef long long[::1] kind_reception
    cdef long long[::1] kind_limits
    cdef long long[::1] kind_any
    cdef long long[::1] kind_at_receipt
    cdef long long[::1] stream_procedure
    cdef long long[::1] stream_even
    cdef long long[::1] stream_kinds
    cdef long long[::1] stream_kind
    cdef long long[::1] stream_windows
    cdef long long[::1] role_pools
    cdef long long[::1] pools_of_role
    cdef long long[::1] role_hours
    cdef long long[::1] role_group
    cdef long long[::1] pool_people
    cdef long long[::1] pool_hours
    cdef long long[::1] pool_group
    cdef long long[::1] group_plain
    cdef long long[::1] group_roles
    cdef long long[::1] roles_of_group
    cdef long long[::1] line_groups
    cdef long long[::1] groups_of_line
    cdef long long[::1] batch_size
    cdef long long[::1] batch_releases
    cdef unsigned long long[::1] node_work_key
    cdef unsigned long long[::1] node_wait_key
    cdef unsigned long long[::1] node_branch_key
    cdef unsigned long long[::1] way_region
    cdef unsigned long long[::1] group_ways
    cdef unsigned long long[::1] stream_key
    cdef unsigned long long[::1] procedure_tie
    cdef double[::1] way_share
    cdef double[::1] stream_share
    cdef double[::1] stream_period
    cdef double[::1] coming_opens
    cdef double[::1] coming_closes
    cdef double[::1] coming_rate
    cdef double[::1] pool_stretch
    cdef double[::1] batch_period
    cdef double[::1] releases
    # dossiers under way, by slot
    cdef long long[::1] slot_kind
    cdef long long[::1] slot_number
    cdef long long[::1] slot_stream
    cdef long long[::1] slot_alive
    cdef long long[::1] slot_tokens
    cdef long long[::1] slot_counted
    cdef long long[::1] clock_runs
    cdef long long[::1] clock_stops
    cdef long long[::1] stop_count
    cdef long long[::1] extended
    cdef long long[::1] requests
    cdef long long[::1] counts
    cdef long long[::1] free_slots
    cdef unsigned long long[::1] slot_tie
    cdef unsigned long long[::1] slot_key
    cdef unsigned long long[::1] arrived
    cdef double[::1] slot_arrived
    cdef double[::1] slot_received
    cdef double[::1] slot_opened
    cdef double[::1] slot_work
    cdef double[::1] slot_back
    cdef double[::1] clock_start
    cdef double[::1] clock_opened
    cdef double[::1] clock_lost
    cdef double[::1] stop_since
    cdef double[::1] stop_opened
    cdef double[::1] stops
    cdef double[::1] requested
    cdef double[::1] request_since
    # their visits, by token
    cdef long long[::1] token_slot
    cdef long long[::1] token_node
    cdef long long[::1] token_way
    cdef long long[::1] token_state
    cdef long long[::1] token_visit
    cdef long long[::1] token_before
    cdef long long[::1] token_mate
    cdef long long[::1] token_pools
    cdef long long[::1] next_in_line
    cdef long long[::1] last_in_line
    cdef long long[::1] free_tokens
    cdef unsigned long long[::1] token_rank
    cdef double[::1] token_entered
    cdef double[::1] token_order
    cdef double[::1] token_joined
    cdef double[::1] token_started
    cdef double[::1] token_ended
    cdef double[::1] token_opened
    cdef double[::1] token_work
    cdef double[::1] token_dwell
    # sums
    cdef long long[::1] lead_bins
    cdef long long[::1] statutory_bins
    cdef double[::1] node_sums
    cdef double[::1] procedure_sums
    cdef double[::1] pool_busy
    cdef double[::1] pool_open
    cdef void _read_nodes(self, tables)
    cdef void _read_kinds(self, tables)
    cdef void _read_people(self, tables)
    cdef void _open_slots(self, long long room)
    cdef void _open_tokens(self, long long room)
    cdef void grow(self)
    cdef void _grow_slots(self)
    cdef void _grow_tokens(self)
    cdef long long token(self, long long slot, long long node, long long way, long long before) noexcept nogil
    cdef void free_token(self, long long token) noexcept nogil
