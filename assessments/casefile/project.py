"""Case document → the numeric projection that scoring reads: Decimals to floats, dates to months.

The only place where money changes from Decimal to float, and other currencies to the case's (G3).
"""

from collections.abc import Mapping

from assessments.casefile import document as doc
from assessments.casefile.figure import Figure
from assessments.casefile.words import Criticality, ExitPlanNeed, Rule, Stage, Stops
from assessments.scoring import case as numeric
from assessments.scoring.months import PartialDate, months_between


def to_case(document: doc.CaseDocument) -> numeric.Case:
    """Return what scoring reads of a document in force at its ``as_of``.

    Parameters
    ----------
    document : CaseDocument
        Already selected by date (``select.in_force``).

    Returns
    -------
    numeric.Case
        Money in the organization's currency, durations in months.
    """
    return _Projection(document).whole()


class _Projection:
    """One document on its way to numbers."""

    def __init__(self, document: doc.CaseDocument) -> None:
        self.document = document
        self.as_of = document.as_of

    # Figures and rows ---------------------------------------------------------------------------

    def figure(self, figure: Figure, address: str) -> numeric.Figure:
        """Return a figure with its age, in the currency of the case."""
        rate = self._rate(figure)

        def scaled(number: object) -> float | None:
            return None if number is None else float(number) * rate  # type: ignore[arg-type]

        return numeric.Figure(
            address=address,
            state=figure.state,
            likely=scaled(figure.likely),
            low=scaled(figure.low),
            high=scaled(figure.high),
            date=figure.date,
            grade=figure.grade.value if figure.grade else "E",
            age_months=self._age(figure.as_of),
            is_public=figure.basis == "public",
            unit=figure.unit,
            currency=self.document.organization.currency if figure.currency else "",
        )

    def _rate(self, figure: Figure) -> float:
        own = self.document.organization.currency
        if not figure.currency or figure.currency == own:
            return 1.0
        return float(self.document.fx[figure.currency].rate)

    def _age(self, as_of: PartialDate | None) -> float:
        return 0.0 if as_of is None else max(0.0, months_between(as_of, self.as_of))

    def figures(self, figures: Mapping[str, Figure], address: str) -> dict[str, numeric.Figure]:
        """Return a mapping of figures, each with its address."""
        return {key: self.figure(item, f"{address}.{key}") for key, item in figures.items()}

    def row(self, row: doc.Row, address: str) -> numeric.Row:
        """Return what proves a row: its grade (E if nothing is said) and age."""
        grade = row.grade.value if row.grade else "E"
        return numeric.Row(address, grade, self._age(row.as_of), is_stated=bool(row.source))

    # Nouns --------------------------------------------------------------------------------------

    def whole(self) -> numeric.Case:
        """Return the whole case."""
        d = self.document
        return numeric.Case(
            buyer=d.organization.id,
            country=d.organization.country,
            as_of=self.as_of,
            currency=d.organization.currency,
            discount_rate=self.figure(d.policy.discount_rate, "policy.discount_rate"),
            horizon_years=self.figure(d.policy.horizon_years, "policy.horizon_years"),
            decision_days=d.organization.decision_days,
            rivalry=d.markets.state,
            parties={key: self.party(key, item) for key, item in d.suppliers.items()},
            offerings={key: self.offering(key, item) for key, item in d.offerings.items()},
            functions={key: self.function(key, item) for key, item in d.functions.items()},
            upstream={
                key: tuple(
                    self.upstream_gate(key, name, gate) for name, gate in listed.rows.items()
                )
                for key, listed in d.upstream.items()
            },
            contracts={key: self.contract(key, item) for key, item in d.contracts.items()},
            alternatives={key: self.alternative(key, item) for key, item in d.alternatives.items()},
            exit_plans={key: self.plan(key, item) for key, item in d.exit_plans.items()},
            markets={key: self.market(key, item) for key, item in d.markets.rows.items()},
            events={key: self.event(key, item) for key, item in d.disruptions.items()},
            observations=tuple(self.observation(i, item) for i, item in enumerate(d.shares)),
            positions=tuple(self.position(key, item) for key, item in d.positions.items()),
            parameters=d.policy.parameters,
        )

    def group_of(self, party: str) -> str:
        """Return the root of a supplier's chain of parents; an internal one is the buyer's (G5)."""
        suppliers = self.document.suppliers
        root = party
        while suppliers[root].parent:
            root = suppliers[root].parent
        is_ours = suppliers[party].is_internal or suppliers[root].is_internal
        return self.document.organization.id if is_ours else root

    def party(self, key: str, item: doc.Supplier) -> numeric.Party:
        """Return a supplier with its group and footprint."""
        group = self.group_of(key)
        root = self.document.suppliers.get(group)
        return numeric.Party(
            id=key,
            group=group,
            country=item.country,
            group_country=root.country if root and root.country else item.country,
            is_internal=group == self.document.organization.id,
            footprint=self.figures(item.locations, f"suppliers.{key}.locations"),
            row=self.row(item, f"suppliers.{key}"),
        )

    def offering(self, key: str, item: doc.Offering) -> numeric.Offering:
        """Return a node of the graph with its list prices."""
        listed = self.document.upstream.get(key)
        return numeric.Offering(
            id=key,
            party=item.supplier,
            category=item.category,
            layer=item.layer.value if item.layer else "",
            upstream=numeric.ListedState.UNKNOWN if listed is None else listed.state,
            prices=tuple(
                numeric.Price(
                    price.channel,
                    price.unit,
                    price.region,
                    price.scope,
                    self.figure(price.price, f"offerings.{key}.prices.{i}.price"),
                )
                for i, price in enumerate(item.prices)
            ),
        )

    def function(self, key: str, item: doc.Function) -> numeric.Function:
        """Return a function with its gates."""
        at = f"functions.{key}"

        def f(name: str) -> numeric.Figure:
            return self.figure(getattr(item, name), f"{at}.{name}")

        return numeric.Function(
            id=key,
            is_critical=item.criticality is Criticality.CRITICAL,
            revenue_per_year=f("revenue_per_year"),
            gross_margin_share=f("gross_margin_share"),
            value_per_month=f("value_per_month"),
            stop_cost_per_month=f("stop_cost_per_month"),
            buffer_months=f("buffer_months"),
            refill_months=f("refill_months"),
            ramp_months=f("ramp_months"),
            appetite=f("appetite"),
            event_cost=f("event_cost"),
            gates=tuple(self.gate(key, name, gate) for name, gate in item.gates.items()),
            row=self.row(item, at),
        )

    def gate(self, function: str, key: str, item: doc.Gate) -> numeric.Gate:
        """Return a gate of a function with its dependencies."""
        at = f"functions.{function}.gates.{key}"
        return numeric.Gate(
            id=f"{function}.{key}",
            function=function,
            k=_k(item.rule, item.k, len(item.dependencies)),
            need_share=self.figure(item.need_share, f"{at}.need_share"),
            buffer_months=self.figure(item.buffer_months, f"{at}.buffer_months"),
            volume_per_year=self.figure(item.volume_per_year, f"{at}.volume_per_year"),
            dependencies=tuple(
                self.dependency(f"{function}.{key}", f"{at}.dependencies.{name}", name, dependency)
                for name, dependency in item.dependencies.items()
            ),
            row=self.row(item, at),
        )

    def dependency(self, gate: str, at: str, key: str, item: doc.Dependency) -> numeric.Dependency:
        """Return a dependency."""

        def f(name: str) -> numeric.Figure:
            return self.figure(getattr(item, name), f"{at}.{name}")

        return numeric.Dependency(
            id=f"{gate}.{key}",
            gate=gate,
            offering=item.offering,
            channel=item.channel,
            purpose=item.purpose.value,
            contract=item.contract,
            alternatives=item.alternatives,
            workload_share=f("workload_share"),
            surge_capacity_share=f("surge_capacity_share"),
            surge_delay_months=f("surge_delay_months"),
            annual_spend=f("annual_spend"),
            unit_price=f("unit_price"),
            volume_share=f("volume_share"),
            gross_margin_share=f("gross_margin_share"),
            channel_profit_share=f("channel_profit_share"),
            dep_them_share=f("dep_them_share"),
            comparators=tuple(
                numeric.Comparator(
                    c.kind.value, self.figure(c.price, f"{at}.comparators.{i}.price")
                )
                for i, c in enumerate(item.comparators)
            ),
            row=self.row(item, at),
        )

    def upstream_gate(self, owner: str, key: str, item: doc.UpstreamGate) -> numeric.UpstreamGate:
        """Return a gate of an offering with its links."""
        at = f"upstream.{owner}.{key}"
        return numeric.UpstreamGate(
            id=f"{owner}.{key}",
            owner=owner,
            k=_k(item.rule, item.k, len(item.links)),
            operates=item.stops is Stops.OPERATION,
            link_buffer_months=self.figure(item.link_buffer_months, f"{at}.link_buffer_months"),
            links=tuple(
                numeric.Link(
                    id=f"{owner}.{key}.{member}",
                    member=member,
                    kind=link.kind.value if link.kind else "",
                    cost_share=self.figure(link.cost_share, f"{at}.links.{member}.cost_share"),
                    gross_margin_share=self.figure(
                        link.gross_margin_share, f"{at}.links.{member}.gross_margin_share"
                    ),
                    row=self.row(link, f"{at}.links.{member}"),
                )
                for member, link in item.links.items()
            ),
            row=self.row(item, at),
        )

    def contract(self, key: str, item: doc.Contract) -> numeric.Contract:
        """Return a contract."""
        at = f"contracts.{key}"

        def f(name: str) -> numeric.Figure:
            return self.figure(getattr(item, name), f"{at}.{name}")

        return numeric.Contract(
            id=key,
            party=item.supplier,
            channel=item.channel,
            purpose=item.purpose.value,
            covers=item.covers,
            convenience_exit=item.convenience_exit.value,
            is_custom_built=item.is_custom_built,
            decision_days=item.decision_days,
            start=f("start"),
            end=f("end"),
            term_years=f("term_years"),
            notice_days_ours=f("notice_days_ours"),
            commitment_per_month=f("commitment_per_month"),
            committed_due=f("committed_due"),
            total=f("total"),
            option=f("option"),
            fee=f("fee"),
            prepayment=f("prepayment"),
            prepayment_share=f("prepayment_share"),
            prepayment_used_share=f("prepayment_used_share"),
            clawback=f("clawback"),
            price_cap_share=f("price_cap_share"),
            take_or_pay_share=f("take_or_pay_share"),
            min_volume_per_year=f("min_volume_per_year"),
            unit_price=f("unit_price"),
            payments=tuple(
                numeric.Payment(
                    str(payment.period or ""),
                    payment.kind,
                    self.figure(payment.amount, f"{at}.payments.{i}.amount"),
                )
                for i, payment in enumerate(item.payments.rows)
            ),
            row=self.row(item, at),
        )

    def alternative(self, key: str, item: doc.Alternative) -> numeric.Alternative:
        """Return an alternative with its cost lines and activities."""
        at = f"alternatives.{key}"

        def f(name: str) -> numeric.Figure:
            return self.figure(getattr(item, name), f"{at}.{name}")

        return numeric.Alternative(
            id=key,
            replaces=item.for_,
            stage="" if item.stage is Stage.UNKNOWN else item.stage.value,
            is_in_house=item.is_in_house,
            offerings=self.figures(item.offerings, f"{at}.offerings"),
            capacity_share=f("capacity_share"),
            one_off=f("one_off"),
            annual_cost=f("annual_cost"),
            price_premium_share=f("price_premium_share"),
            quality_cost_per_year=f("quality_cost_per_year"),
            cost_performance_factor=f("cost_performance_factor"),
            unit_variable_cost=f("unit_variable_cost"),
            nre=f("nre"),
            life_years=f("life_years"),
            volume_per_year=f("volume_per_year"),
            cost_lines=tuple(
                numeric.CostLine(
                    component,
                    self.figure(line.amount, f"{at}.cost_lines.{component}"),
                    self.figures(line.drivers, f"{at}.cost_lines.{component}.drivers"),
                )
                for component, line in item.cost_lines.items()
            ),
            activities=tuple(
                numeric.Activity(
                    name,
                    self.figure(activity.months, f"{at}.activities.{name}.months"),
                    activity.after,
                )
                for name, activity in item.activities.items()
            ),
            removes_links=item.removes.links,
            removes_channels=item.removes.channels,
            row=self.row(item, at),
        )

    def plan(self, key: str, item: doc.ExitPlan) -> numeric.ExitPlan:
        """Return an exit plan."""
        at = f"exit_plans.{key}"

        def f(name: str) -> numeric.Figure:
            return self.figure(getattr(item, name), f"{at}.{name}")

        return numeric.ExitPlan(
            id=key,
            alternative=item.alternative,
            start=f("start"),
            planned=f("planned"),
            actual=f("actual"),
            cancelled=f("cancelled"),
            first_deployment=f("first_deployment"),
            overrun_median=f("overrun_median"),
            overrun_p80=f("overrun_p80"),
            cancel_share=f("cancel_share"),
            premium_per_month=f("premium_per_month"),
            stopgap=item.stopgap,
            stranded_per_month=f("stranded_per_month"),
            uncovered_per_month=f("uncovered_per_month"),
            row=self.row(item, at),
        )

    def market(self, key: str, item: doc.Market) -> numeric.Market:
        """Return a market with its rivals."""
        at = f"markets.{key}"
        return numeric.Market(
            id=key,
            our_share=self.figure(item.our_share, f"{at}.our_share"),
            our_revenue_share=self.figure(item.our_revenue_share, f"{at}.our_revenue_share"),
            rivals=tuple(
                numeric.Rival(
                    group,
                    self.figure(rival.share, f"{at}.rivals.{group}"),
                    self.figure(rival.unit_margin, f"{at}.rivals.{group}.unit_margin"),
                    self.figure(rival.input_unit_margin, f"{at}.rivals.{group}.input_unit_margin"),
                )
                for group, rival in item.rivals.items()
            ),
        )

    def event(self, key: str, item: doc.Disruption) -> numeric.Event:
        """Return a disruption."""
        at = f"disruptions.{key}"
        return numeric.Event(
            id=key,
            stops=item.stops,
            country=item.country,
            per_year=self.figure(item.per_year, f"{at}.per_year"),
            events=self.figure(item.events, f"{at}.events"),
            years=self.figure(item.years, f"{at}.years"),
            months_p50=self.figure(item.months.p50, f"{at}.months.p50"),
            months_p90=self.figure(item.months.p90, f"{at}.months.p90"),
            months=self.figure(item.months.pert, f"{at}.months"),
            row=self.row(item, at),
        )

    def observation(self, index: int, item: doc.Observation) -> numeric.Observation:
        """Return one dated observation of shares."""
        at = f"shares.{index}"
        return numeric.Observation(
            id=f"{item.gate}/{item.period}" + (f"/{item.scope}" if item.scope else ""),
            gate=item.gate,
            period=str(item.period),
            scope=item.scope,
            is_forecast=item.forecast,
            units=self.figures(item.units, f"{at}.units"),
            shares=self.figures(item.shares, f"{at}.shares"),
        )

    def position(self, key: str, item: doc.Position) -> numeric.PositionRow:
        """Return what was recorded with a position; a waiver counts only if approved (G25)."""
        at = f"positions.{key}"
        return numeric.PositionRow(
            id=key,
            function=item.function,
            party=item.supplier,
            is_exit_waived=item.exit_plan is ExitPlanNeed.NOT_REQUIRED
            and item.approved is not None,
            stress_months=self.figure(item.stress_months, f"{at}.stress_months"),
            stress_ramp_months=self.figure(item.stress_ramp_months, f"{at}.stress_ramp_months"),
        )


def _k(rule: Rule, k: int | None, members: int) -> int:
    """Return how many members must work: any-of 1, all-of all, money-only none (§0.2)."""
    return {Rule.ANY_OF: 1, Rule.ALL_OF: members, Rule.MONEY_ONLY: 0}.get(rule, k or 1)
