"""What the program cannot try because nobody told it how."""


class Missing(Exception):
    """A route, a model or a parameter without a case.

    :param str subject: which one
    :param str reason: what is missing
    """

    def __init__(self, subject, reason):
        super().__init__(f'{subject}: {reason}')
        self.subject, self.reason = subject, reason
