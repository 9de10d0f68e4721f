"""The proof that no school sees or touches another: every door, tried from the next school.

Two schools of the same cast (tests/world/cast.py) stand in one database, and every text of one of
them is marked (marks.py). People of the other school then ask for it: through every route of the
API (routes.py), every operation of Odoo's RPC on every model (rpc_calls.py, rpc.py), Odoo's own
pages and channels (odoo_routes.py), and what a system administrator could do (doors.py); with each
group of Odoo (callers.py); with whatever comes to hand, all at once and drawn by a seed
(anything.py). An answer that holds a mark or an id of the foreign school is a leak; a row that is
not the caller's own and differs afterwards is a change (fingerprint.py). Last, people leave while
their clients ask (lifecycle.py).
"""
