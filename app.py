"""Every Lambda and every address of Tocsin. A table of contents: the logic is in chalicelib."""

from chalice.app import Chalice, Rate

from chalicelib import entry
from chalicelib.entry import step
from chalicelib.telemetry import observe
from chalicelib.web import (
    desk,
    desk_audits,
    desk_cases,
    desk_files,
    desk_people,
    desk_subjects,
    moderation,
    person_page,
    petition,
    target,
    testimonies,
    twilio,
)
from chalicelib.web.guard import guard

app = Chalice(app_name="tocsin")
app.api.binary_types.append("application/pdf")
observe(app)
guard(app)

app.register_blueprint(twilio.routes)  # POST /twilio/inbound, /fallback, /status/{message}
app.register_blueprint(petition.routes)  # /d/{day}
app.register_blueprint(person_page.routes)  # /p/{token}
app.register_blueprint(target.routes)  # /t/{link}
app.register_blueprint(desk.routes)  # /desk, /desk/days/{day}
app.register_blueprint(desk_files.routes)  # /desk/days/{day}/packets, /rosters, /report
app.register_blueprint(desk_cases.routes)  # /desk/days/{day}/cases and what is done to one
app.register_blueprint(desk_people.routes)  # /desk/days/{day}/person
app.register_blueprint(moderation.routes)  # /desk/days/{day}/held, /review
app.register_blueprint(testimonies.routes)  # /desk/days/{day}/testimonies, /testimony
app.register_blueprint(desk_subjects.routes)  # /desk/days/{day}/erase, /export, /exported
app.register_blueprint(desk_audits.routes)  # /desk/days/{day}/audits

tick = app.schedule(Rate(1, unit=Rate.MINUTES), name="tick")(entry.tick)
publish_on_tally = app.on_dynamodb_record(
    # The template puts the table's stream in this place.
    "arn:aws:dynamodb:eu-west-1:000000000000:table/tocsin/stream/merged",
    name="publish_on_tally",
)(entry.publish_on_tally)
record_receipt = app.lambda_function(name="record_receipt")(entry.record_receipt)

choose_audience = step(app, "choose_audience")  # send_wave
send_chunk = step(app, "send_chunk")
freeze_counts = step(app, "freeze_counts")  # deliver_petition
build_packet = step(app, "build_packet")
deliver_to_target = step(app, "deliver_to_target")
choose_leaders = step(app, "choose_leaders")  # follow_up_leaders
follow_up_chunk = step(app, "follow_up_chunk")
start_closing = step(app, "start_closing")  # close_day
compile_results = step(app, "compile_results")
publish_report = step(app, "publish_report")
finish_closing = step(app, "finish_closing")
tell_coordinators = step(app, "tell_coordinators")
answer_person = step(app, "answer_person")  # answer_request
finish_run = step(app, "finish_run")  # the end of each
