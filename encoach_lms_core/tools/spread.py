"""How students are spread over sections, computed before anything is written."""

ORDERS = ('name', 'alternate', 'field', 'hand')


def find_sizes(fixed, capacities, count):
    """Return how many students each section ends with, as even as it can be.

    One after the other joins the smallest section that has a seat; when none has one, the smallest.

    :param fixed: how many are in each section and stay
    :param capacities: seats of each section; 0 or None is no limit
    :param int count: how many are to be spread

    >>> find_sizes([0, 0, 0], [0, 0, 0], 7)
    [3, 2, 2]
    >>> find_sizes([0, 0], [3, 0], 10), find_sizes([5, 0], [0, 0], 3), find_sizes([0, 0], [2, 2], 6)
    ([3, 7], [5, 3], [3, 3])
    """
    sizes = list(fixed)
    seats = [capacity or float('inf') for capacity in capacities]
    for _number in range(count):
        free = [index for index, size in enumerate(sizes) if size < seats[index]]
        sizes[min(free or range(len(sizes)), key=sizes.__getitem__)] += 1
    return sizes


def spread(students, fixed, allowed, capacities, order='name', values=None):
    """Return ``{student: index of his section}`` of those who have one.

    :param students: in the order of their names
    :param dict fixed: ``{student: index}`` of those who stay where they are
    :param dict allowed: ``{student: indexes}`` of those who may not go everywhere; nobody goes to
        none of them
    :param capacities: seats of each section; 0 or None is no limit
    :param str order: ``name`` (the first to the first section), ``alternate`` (one here, one there)
        or ``field`` (everybody of one value spread evenly, then those of the next)
    :param dict values: of the field, by student

    >>> spread('abcde', {}, {}, [0, 0]), spread('abcd', {}, {}, [0, 0], 'alternate')
    ({'a': 0, 'b': 0, 'c': 0, 'd': 1, 'e': 1}, {'a': 0, 'b': 1, 'c': 0, 'd': 1})
    >>> spread('abcd', {}, {}, [0, 0], 'field', {'a': 'f', 'b': 'f', 'c': 'm', 'd': 'm'})
    {'a': 0, 'b': 1, 'c': 0, 'd': 1}
    >>> spread('abc', {'a': 1}, {'b': {1}, 'c': set()}, [0, 0])
    {'a': 1, 'b': 1}
    """
    every = set(range(len(capacities)))
    choices = {one: allowed.get(one, every) for one in students if one not in fixed}
    placed = dict(fixed)
    sizes = [list(fixed.values()).count(index) for index in sorted(every)]
    free = [one for one, open_to in choices.items() if open_to]
    goal = find_sizes(sizes, capacities, len(free))
    if order == 'field':
        free.sort(key=lambda one: str((values or {}).get(one) or ''))  # stable: by name within
    # whoever may not go everywhere first, so that a seat is left for him
    bound = sorted(
        (one for one in free if choices[one] != every), key=lambda one: len(choices[one])
    )
    for one in bound:
        _put(one, choices[one], placed, sizes, goal, 0)
    turn = 0
    for one in free:
        if one not in placed:
            turn = _put(one, every, placed, sizes, goal, 0 if order == 'name' else turn)
    return {one: placed[one] for one in students if one in placed}


def _put(one, choices, placed, sizes, goal, turn):
    """Put somebody into the next section with a seat, from ``turn`` on; return whose turn is next.

    Where no section that he may go to has a seat left, into the smallest of those.
    """
    count = len(sizes)
    around = [(turn + step) % count for step in range(count)]
    seat = next((i for i in around if i in choices and sizes[i] < goal[i]), None)
    index = min(choices, key=sizes.__getitem__) if seat is None else seat
    placed[one] = index
    sizes[index] += 1
    return (index + 1) % count
