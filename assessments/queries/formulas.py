"""The formula of each measure in symbols, and the measures that its symbols stand for.

Words come from the register of codes, the whole derivation from docs/method.md; the symbols are
those of its section 0.1. A symbol without a measure of its own is read from the figures.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and the code of the measure that each of its symbols is."""

    symbols: str
    parts: dict[str, str] = field(default_factory=dict)


LOSS = {"ℓ": "failure.loss_degree"}
COST = {"S": "switching.one_off_cost"}
SPEND = {"C_inc": "spend.annual_spend"}
LEAVING = {**COST, **SPEND, "C_alt": "switching.alternative_cost", "a": "switching.annuity"}
SWITCH = {"TTSw": "time.time_to_switch"}
SURVIVE = {"TTS": "time.time_to_survive"}
BUFFER = {"B": "time.buffer_months"}
VALUE = {"v_f": "loss.value_per_month"}
PLANNED = {"Y₀": "exit.planned_months"}
LEVERS = {
    "buy_direct": "without the channel",
    "finish_exit_plan": "with the exit plan carried out",
    "hold_stock": "with stock until the alternative is up",
    "qualify_second_source": "with the others able to carry the whole need",
    "second_shared_node": "with a second source for the worst shared node",
}
PILLARS = {f"z_{key}": f"score.pillar_{key}" for key in "CLDMX"}

FORMULAS: dict[str, Formula] = {
    "alternative.holdup_ceiling": Formula(
        "g* = (S/a(r,T,H) + C_alt)/C_inc − 1",
        {
            "S": "alternative.one_off_cost",
            "C_alt": "alternative.yearly_cost",
            "T": "alternative.time_to_switch",
        },
    ),
    "alternative.available_share": Formula("Σ shares of its offerings, else its capacity share"),
    "alternative.lock_in": Formula(
        "z_L = Σ_i w_i z_i over L1 to L3 with this alternative; the lowest is a*"
    ),
    "alternative.yearly_cost": Formula("C_alt = yearly cost + quality cost"),
    "alternative.one_off_cost": Formula("S = Σ components, each low, likely, high (Beta-PERT)"),
    "alternative.time_to_switch": Formula("TTSw = longest path over the activities"),
    "alternative.activity_months": Formula("(low + 4·likely + high)/6"),
    "alternative.cost_line": Formula("(low + 4·likely + high)/6, or by its drivers"),
    "category.commitment_effective_number": Formula(
        "N₂ = 1/HHI", {"HHI": "category.commitment_hhi"}
    ),
    "category.commitment_hhi": Formula("HHI = Σ p_i², p_i by what is committed"),
    "category.commitment_total": Formula("Σ commitments of the category"),
    "category.spend_hhi": Formula("HHI = Σ p_i², p_i by yearly spend"),
    "concentration.suppliers_behind_one_node": Formula(
        "max over upstream groups of the suppliers of the gate that stop with it"
    ),
    "concentration.workload_share": Formula("p_s = Σ workload shares of s in the gate"),
    "concentration.similarity_adjusted_hhi": Formula("HHI_Z = Σ_i Σ_j p_i Z_ij p_j"),
    "concentration.hhi_by_name": Formula("HHI = Σ p_i²"),
    "concentration.hhi_by_group": Formula("HHI = Σ p_g², g the parent group"),
    "concentration.hhi_by_legal_country": Formula(
        "HHI = Σ p_c², c the country of the ultimate parent"
    ),
    "concentration.hhi_by_production_country": Formula("HHI = Σ_c (Σ_i p_i φ_ic)²"),
    "concentration.effective_number_by_name": Formula(
        "N₂ = 1/HHI", {"HHI": "concentration.hhi_by_name"}
    ),
    "concentration.effective_number_by_group": Formula(
        "N₂ = 1/HHI", {"HHI": "concentration.hhi_by_group"}
    ),
    "concentration.effective_number_by_legal_country": Formula(
        "N₂ = 1/HHI", {"HHI": "concentration.hhi_by_legal_country"}
    ),
    "concentration.effective_number_by_production_country": Formula(
        "N₂ = 1/HHI", {"HHI": "concentration.hhi_by_production_country"}
    ),
    "concentration.effective_number_by_similarity": Formula(
        "N = 1/HHI_Z", {"HHI_Z": "concentration.similarity_adjusted_hhi"}
    ),
    "contract.compensation_paid": Formula("Σ compensations, the lowest and the highest report"),
    "contract.contract_months_left": Formula("end of the contract − date of the assessment"),
    "contract.committed_share": Formula("spend still due / (C_inc · H)", SPEND),
    "contract.last_day_to_act": Formula(
        "end − notice − decision − TTSw", {**SWITCH, "end": "contract.contract_months_left"}
    ),
    "exit.late_exit": Formula("1 − P(Y ≤ need date | Y > today)"),
    "exit.month_of_slip": Formula("(P − c_var) · V/12, unless entered"),
    "exit.months_late": Formula("max(0, date of the assessment − first baseline date)"),
    "exit.p_on_time": Formula("(1 − π)·F(Y₀)", {"Y₀": "exit.planned_months"}),
    "exit.p_within_12_months": Formula("P(Y ≤ today + 12 | Y > today), Y = Y₀·O", PLANNED),
    "exit.p_within_24_months": Formula("P(Y ≤ today + 24 | Y > today), Y = Y₀·O", PLANNED),
    "exit.planned_months": Formula("Y₀ = first baseline date − start"),
    "exit.overrun_factor": Formula(
        "O = months to the first deployment / Y₀", {"Y₀": "exit.planned_months"}
    ),
    "exit.p_never": Formula("π′ = π / (π + (1 − π)·P(Y > today))"),
    "exposure.performance_impact": Formula("PI_s = loss of f while s is out until it recovers"),
    "exposure.risk_exposure_index": Formula(
        "REI = PI_s / max PI", {"PI": "exposure.performance_impact"}
    ),
    "failure.delivered_without_supplier": Formula(
        "φ_f({s}): what the gate still delivers without s", LOSS
    ),
    "failure.indirect_loss_degree": Formula("max over upstream nodes j of ℓ_{f,j}"),
    "failure.loss_degree": Formula(
        "ℓ = 1 − φ_f({s})/φ_f(∅)", {"φ": "failure.delivered_without_supplier"}
    ),
    **{
        f"lever.{key}": Formula(f"Risk − Risk {then}", {"Risk": "score.risk"})
        for key, then in LEVERS.items()
    },
    "lever.stock_needed": Formula("TTSw · ℓ", {**SWITCH, **LOSS}),
    "lever.capacity_needed": Formula("1 − φ_f({s})", {"φ": "failure.delivered_without_supplier"}),
    "loss.appetite": Formula("as entered, else 5 % of 12 · v_f", VALUE),
    "loss.annual_loss_share": Formula(
        "ALE_{f,s} / (12 · v_f)", {"ALE_{f,s}": "loss.supplier_annual_loss", **VALUE}
    ),
    "loss.bad_year_loss": Formula("CVaR₉₉ of the yearly loss"),
    "loss.bad_year_to_appetite": Formula(
        "CVaR₉₉ / appetite", {"CVaR₉₉": "loss.bad_year_loss", "appetite": "loss.appetite"}
    ),
    "loss.expected_annual_loss": Formula(
        "ALE = Σ_n λ_n · E[loss of one event]", {**VALUE, **LOSS, **BUFFER}
    ),
    "loss.supplier_annual_loss": Formula(
        "ALE − ALE if s could not fail", {"ALE": "loss.expected_annual_loss"}
    ),
    "loss.long_outage": Formula("max(0, ℓ·min(TTR₉₀, TTSw) − B)/12", {**LOSS, **SWITCH, **BUFFER}),
    "loss.revenue_exposed": Formula("revenue · ℓ", LOSS),
    "loss.stress_loss": Formula(
        "v_f · (ℓ·duration − B) + restart ramp", {**VALUE, **LOSS, **BUFFER}
    ),
    "loss.stress_loss_without_restart": Formula(
        "v_f · (ℓ·duration − B)", {**VALUE, **LOSS, **BUFFER}
    ),
    "loss.value_per_month": Formula("v_f = revenue · gross margin / 12, unless entered"),
    "margin.channel_take": Formula("ζ · gross margin · C_inc", SPEND),
    "margin.late_own_build_per_month": Formula("(P − c_var) · V/12, unless entered"),
    "margin.margin_to_rivals": Formula(
        "Σ_{k ∈ rivals} m_k / C_inc", {"Σ m_k": "margin.paid_to_rivals", **SPEND}
    ),
    "margin.paid_to_rivals": Formula("Σ_{k ∈ rivals} m_k", SPEND),
    "margin.own_asset_frees": Formula(
        "infrastructure margin + channel take + resource cost · (1 − 1/k)"
    ),
    "margin.own_asset_rival_loses": Formula("infrastructure margin + channel take"),
    "margin.own_asset_vendor_gains": Formula(
        "freed − what we save at most, to freed", {"freed": "margin.own_asset_frees"}
    ),
    "margin.own_asset_we_save": Formula(
        "0 to infrastructure margin + efficiency, + channel take if direct is cheaper"
    ),
    "margin.price_premium": Formula("max(0, P/P_comparator − 1)"),
    "margin.resource_cost": Formula("C_inc − Σ_k m_k", {**SPEND, "Σ m_k": "margin.stacked_margin"}),
    "margin.stack_factor": Formula(
        "C_inc / resource cost", {**SPEND, "resource cost": "margin.resource_cost"}
    ),
    "margin.stacked_margin": Formula(
        "Σ_k m_k = share · C_inc", {"share": "margin.stacked_margin_share", **SPEND}
    ),
    "margin.stacked_margin_share": Formula("1 − Π_k (1 − β_k), over the tiers that are known"),
    "observed.hhi": Formula("HHI = Σ p_i²"),
    "observed.hhi_by_legal_country": Formula("HHI = Σ p_c², c the country of the ultimate parent"),
    "observed.effective_number": Formula("N₂ = 1/HHI", {"HHI": "observed.hhi"}),
    "observed.largest_share": Formula("max p_i"),
    "price.observed_rise": Formula("last price / first price − 1"),
    "price.regional_premium": Formula("regional price / plain price − 1"),
    "rivalry.coopetition_index": Formula("e · Σ_m rs_m · dv_m"),
    "rivalry.net_dependence": Formula(
        "p_s − share of its revenue that we are", {"p_s": "concentration.workload_share"}
    ),
    "score.risk": Formula("Risk = 100 · (1 − Π_k (1 − z_k)^{w_k})", PILLARS),
    "score.arithmetic": Formula("100 · Σ_k w_k z_k", PILLARS),
    "score.band": Formula(
        "low < 25 ≤ moderate < 50 ≤ high < 75 ≤ critical", {"Risk": "score.risk"}
    ),
    "score.completeness": Formula("Σ w·present / Σ w"),
    "score.confidence": Formula("Σ w·q·2^{−age/18 months} / Σ w"),
    "score.portfolio": Formula("Σ_f ω_f · Risk_f over the rated functions"),
    "score.function": Formula("max over suppliers of Risk"),
    "score.supplier": Formula("max over functions of Risk"),
    "spend.annual_spend": Formula("C_inc = Σ yearly spend on s for f"),
    "spend.gate_spend": Formula("C_γ = Σ yearly spend of the gate"),
    "spend.spend_at_workload_share": Formula(
        "p_s · C_γ", {"p_s": "concentration.workload_share", "C_γ": "spend.gate_spend"}
    ),
    "stopgap.best_term": Formula(
        "L* = F⁻¹(q/(1 − π′)), q = v_u/(v_u + c_s)",
        {"π′": "stopgap.posterior_cancel", "c_s": "stopgap.price_per_month"},
    ),
    "stopgap.price_per_month": Formula("c_s = total / term, unless entered"),
    "stopgap.price_per_year": Formula("12 · c_s", {"c_s": "stopgap.price_per_month"}),
    "stopgap.stranded_months": Formula(
        "(1 − π′) · E(L − Y′)⁺",
        {
            "π′": "stopgap.posterior_cancel",
            "E(L − Y′)⁺": "stopgap.stranded_months_given_exit",
            "L": "stopgap.term_months",
        },
    ),
    "stopgap.stranded_months_given_exit": Formula("E(L − Y′)⁺", {"L": "stopgap.term_months"}),
    "stopgap.term_months": Formula("L = end of the stopgap contract − its start"),
    "stopgap.posterior_cancel": Formula("π′ = π / (π + (1 − π)·P(Y > start))"),
    "stopgap.stranded_cost": Formula(
        "c_s · stranded months",
        {"c_s": "stopgap.price_per_month", "stranded months": "stopgap.stranded_months"},
    ),
    "switching.alternative_cost": Formula("C_alt = yearly cost + quality cost"),
    "switching.contract_exit_cost": Formula(
        "min(F + paid-unused notice · M, R · M) if it can be ended early, else R · M"
    ),
    "switching.annuity": Formula("a = ((1+r)^{−T} − (1+r)^{−H})/r, T = TTSw/12", SWITCH),
    "switching.captive_loss": Formula("10 % · C_inc · a(r,0,T)", {**SPEND, **SWITCH}),
    "switching.contract_shield": Formula(
        "(1 + cap)^{years left} − 1", {"months left": "contract.contract_months_left"}
    ),
    "switching.cost_multiple": Formula("S / C_inc", {**COST, **SPEND}),
    "switching.cost_to_gate_spend": Formula("S / C_γ", {**COST, "C_γ": "spend.gate_spend"}),
    "switching.holdup_ceiling": Formula("g* = (S/a + C_alt)/C_inc − 1", LEAVING),
    "switching.holdup_exposure": Formula("g* · C_inc", {"g*": "switching.holdup_ceiling", **SPEND}),
    "switching.npv_of_leaving": Formula("−S + (C_inc − C_alt) · a", LEAVING),
    "switching.one_off_cost": Formula(
        "S = Σ components of the cost to leave", {"contract exit": "switching.contract_exit_cost"}
    ),
    "switching.quasi_rent_share": Formula("S · CRF / C_inc", {**COST, **SPEND}),
    "switching.yearly_cost_to_gate_spend": Formula(
        "(S/a + C_alt − C_inc)/C_γ", {**LEAVING, "C_γ": "spend.gate_spend"}
    ),
    "time.buffer_months": Formula("B: months of full demand in stock"),
    "time.survival_gap": Formula("TTSw − TTS", {**SWITCH, **SURVIVE}),
    "time.survive_ratio": Formula("TTSw / TTS", {**SWITCH, **SURVIVE}),
    "time.time_to_buffer": Formula("TTSw · ℓ / max(B, ¼ month)", {**SWITCH, **LOSS, **BUFFER}),
    "time.time_to_survive": Formula("TTS = B/ℓ", {**BUFFER, **LOSS}),
    "time.time_to_switch": Formula(
        "TTSw = longest path over the activities; the mean of the draws"
    ),
    **{
        f"score.contribution_{key}": Formula(
            f"Shapley share of {key} in Risk",
            {f"z_{key}": f"score.pillar_{key}", "Risk": "score.risk"},
        )
        for key in "CLDMX"
    },
    **{
        f"score.pillar_{key}": Formula(f"z_{key} = Σ_i w_i z_i over its known indicators")
        for key in "CLDMX"
    },
}

NO_FORMULA = Formula("")


def formula_of(code: str) -> Formula:
    """Return a code's formula; without symbols where the words say it all."""
    return FORMULAS.get(code, NO_FORMULA)
